import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';
/** Ed25519, in a key of a signed note. Source: C2SP signed-note, "Signatures". */
const ED25519 = 1;
/** What stands before the 32 bytes of a seed or a key. Source: RFC 8410 sections 4 and 7. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
/** A signer from 32 bytes of seed; `name` holds no `+` and no white space. */
export function noteSigner(name, seed) {
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
export function publicKeyOf(seed) {
    return publicBytesOf(privateKeyOf(seed)).toString('hex');
}
function privateKeyOf(seed) {
    return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}
function publicBytesOf(key) {
    return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
}
/** The text of a note whose signature is of that key; null when it is not. Lines of other signers are passed over. */
export function openNote(note, verifierKey) {
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
function isSignature(line, text, { name, id, key }) {
    const start = `\u2014 ${name} `;
    const signature = line.startsWith(start) ? Buffer.from(line.slice(start.length), 'base64') : EMPTY;
    return (signature.length === 4 + 64 &&
        signature.subarray(0, 4).equals(id) &&
        verify(null, Buffer.from(text), key, signature.subarray(4)));
}
const EMPTY = Buffer.alloc(0);
/** Null when it is none, or not of Ed25519. */
export function parseVerifierKey(text) {
    const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
    const typed = Buffer.from(encoded ?? '', 'base64');
    if (name === undefined ||
        typed.length !== 33 ||
        typed[0] !== ED25519 ||
        keyId(name, typed).toString('hex') !== id) {
        return null;
    }
    const key = createPublicKey({ key: Buffer.concat([SPKI, typed.subarray(1)]), format: 'der', type: 'spki' });
    return { name, id: keyId(name, typed), key };
}
function keyId(name, typed) {
    return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typed]), 'buffer').subarray(0, 4);
}
//# sourceMappingURL=signed-note.js.map