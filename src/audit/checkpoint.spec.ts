import { describe, expect, it } from 'vitest';
import { checkpointText, openCheckpoint, parseCheckpoint } from './checkpoint.js';
import { leafHash } from './leaf.js';
import { noteSigner, openNote, parseVerifierKey } from './signed-note.js';

const seed = Buffer.alloc(32, 7);
const signer = noteSigner('signet.example/audit', seed);
const checkpoint = {
  origin: 'signet.example/audit',
  size: 42,
  root: leafHash(Buffer.from('x')),
  at: new Date('2026-11-27T10:00:00.000Z'),
};
const note = signer.sign(checkpointText(checkpoint));

describe('a checkpoint', () => {
  it('is read as it was signed', () => {
    expect(openCheckpoint(note, signer.verifierKey)).toEqual(checkpoint);
    expect(note).toMatch(
      /^signet\.example\/audit\n42\n[A-Za-z0-9+/]{43}=\n2026-11-27T10:00:00\.000Z\n\n\u2014 signet/,
    );
  });

  it('is none once a character of it is another, or the key is', () => {
    expect(openCheckpoint(note.replace('42', '43'), signer.verifierKey)).toBeNull();
    expect(openCheckpoint(note.replace('10:00', '11:00'), signer.verifierKey)).toBeNull();
    const other = noteSigner('signet.example/audit', Buffer.alloc(32, 8));
    expect(openCheckpoint(note, other.verifierKey)).toBeNull();
    expect(openCheckpoint(note, noteSigner('another', seed).verifierKey)).toBeNull();
  });

  it.each(['', 'a\n1\n', 'a\n-1\nAAAA\n', 'a\n1e9\nAAAA\n2026-11-27T10:00:00Z\n'])(
    'is not read from %j',
    (text) => {
      expect(parseCheckpoint(text)).toBeNull();
    },
  );
});

describe('a signed note', () => {
  it('of another program is opened: the example of the Go sum database', () => {
    const key = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    const text =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const signed =
      '\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
    expect(openNote(text + signed, key)).toBe(text);
    expect(openNote(`${text.replace('answer', 'Answer')}${signed}`, key)).toBeNull();
  });

  it('is signed by whoever else signed it too', () => {
    const witness = noteSigner('witness', Buffer.alloc(32, 9));
    const line = witness.sign(checkpointText(checkpoint)).split('\n').at(-2)!;
    expect(openNote(`${note}${line}\n`, witness.verifierKey)).toBe(checkpointText(checkpoint));
  });

  it('takes no key that is not whole', () => {
    const [name, , key] = signer.verifierKey.split('+');
    expect(parseVerifierKey(`${name}+00000000+${key}`)).toBeNull();
    expect(parseVerifierKey('nothing')).toBeNull();
  });
});
