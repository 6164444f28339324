import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';

/** Ed25519, in a key of a signed note. Source: C2SP signed-note, "Signatures". */
const ED25519 = 1;
/** What stands before the 32 bytes of a seed or a key. Source: RFC 8410 sections 4 and 7. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Signs notes under one name. Source: C2SP signed-note (https://c2sp.org/signed-note). */
export interface NoteSigner {
  readonly name: string;
  /** `name+key id in hex+key in base64`: what a verifier is given. */
  readonly verifierKey: string;
  sign(text: string): string;
}

/** A signer from 32 bytes of seed; `name` holds no `+` and no white space. */
export function noteSigner(name: string, seed: Buffer): NoteSigner {
  const key = privateKeyOf(seed);
  const typed = Buffer.concat([Buffer.from([ED25519]), publicBytesOf(key)]);
  const id = keyId(name, typed);
  return {
    name,
    verifierKey: `${name}+${id.toString('hex')}+${typed.toString('base64')}`,
    sign: (text) => {
      const signature = Buffer.concat([id, sign(null, Buffer.from(text), key)]).toString('base64');
      return `${text}\n\u2014 ${name} ${signature}\n`;
    },
  };
}

/** The public key of the seed, its 32 bytes in hex: names a log. */
export function publicKeyOf(seed: Buffer): string {
  return publicBytesOf(privateKeyOf(seed)).toString('hex');
}

function privateKeyOf(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

function publicBytesOf(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
}

/** The text of a note whose signature is of that key; null when it is not. Lines of other signers are passed over. */
export function openNote(note: string, verifierKey: string): string | null {
  const end = note.lastIndexOf('\n\n');
  const known = parseVerifierKey(verifierKey);
  if (end === -1 || known === null) {
    return null;
  }
  const text = note.slice(0, end + 1);
  const isSigned = note
    .slice(end + 2)
    .split('\n')
    .some((line) => isSignature(line, text, known));
  return isSigned ? text : null;
}

interface VerifierKey {
  readonly name: string;
  readonly id: Buffer;
  readonly key: KeyObject;
}

function isSignature(line: string, text: string, { name, id, key }: VerifierKey): boolean {
  const start = `\u2014 ${name} `;
  const signature = line.startsWith(start) ? Buffer.from(line.slice(start.length), 'base64') : EMPTY;
  return (
    signature.length === 4 + 64 &&
    signature.subarray(0, 4).equals(id) &&
    verify(null, Buffer.from(text), key, signature.subarray(4))
  );
}
const EMPTY = Buffer.alloc(0);

/** Null when it is none, or not of Ed25519. */
export function parseVerifierKey(text: string): VerifierKey | null {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const typed = Buffer.from(encoded ?? '', 'base64');
  if (
    name === undefined ||
    typed.length !== 33 ||
    typed[0] !== ED25519 ||
    keyId(name, typed).toString('hex') !== id
  ) {
    return null;
  }
  const key = createPublicKey({ key: Buffer.concat([SPKI, typed.subarray(1)]), format: 'der', type: 'spki' });
  return { name, id: keyId(name, typed), key };
}

function keyId(name: string, typed: Buffer): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typed]), 'buffer').subarray(0, 4);
}
