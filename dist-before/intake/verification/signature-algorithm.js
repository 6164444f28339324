import { createHash, createHmac, createPublicKey, createSecretKey, verify as verifyBytes, } from 'node:crypto';
import { isSameBytes } from './constant-time.js';
import { SECRET } from './signed-content.js';
import { decodeBase64, decodeBase64Url, decodeHex } from './strict-encoding.js';
import { VerifierRefused } from './verifier-refused.js';
const HMAC_HASH = {
    'hmac-sha1': 'sha1',
    'hmac-sha256': 'sha256',
    'hmac-sha384': 'sha384',
    'hmac-sha512': 'sha512',
};
/** Most signatures of one request that are checked with a public key: each costs as much as a request. */
const MOST_ED25519 = 32;
export const SIGNATURE_ALGORITHMS = new Set([
    ...Object.keys(HMAC_HASH),
    'sha256',
    'ed25519',
]);
/** The digest that proves the signed text to whoever shares the key. */
export function digestOf(alg, chunks, key) {
    return finish(startHash(alg, key), chunks, key);
}
/** Whether a request offers more signatures than are looked at: it is refused, for the right one may be any of them. */
export function isTooMany(alg, offered) {
    return alg === 'ed25519' && offered.length > MOST_ED25519;
}
/** Makes keys ready for the algorithm. Throws VerifierRefused when a key cannot be one of that algorithm. */
export function compileMatcher(alg, enc, keys) {
    if (alg === 'ed25519') {
        return ed25519Matcher(keys, enc);
    }
    const secrets = new Map(keys.map((key) => [key, createSecretKey(key.bytes)]));
    return digestMatcher(keys, enc, (chunks, key) => finish(startHash(alg, secrets.get(key)), chunks, key.bytes));
}
/** Our digest is written in the one canonical form and compared as text: theirs is never decoded. */
function digestMatcher(keys, enc, digest) {
    return (chunks, offered) => {
        const candidates = offered.map((text) => Buffer.from(text, 'utf8')); // latin-1 would cut characters down to a byte
        let found = -1;
        for (const key of keys) {
            const expected = Buffer.from(writeDigest(digest(chunks, key), enc), 'latin1');
            for (const candidate of candidates) {
                if (isSameBytes(candidate, expected) && found === -1) {
                    found = key.secretIndex;
                }
            }
        }
        return found;
    };
}
function startHash(alg, key) {
    return alg === 'sha256' ? createHash('sha256') : createHmac(HMAC_HASH[alg], key);
}
function finish(hash, chunks, secret) {
    for (const chunk of chunks) {
        if (typeof chunk === 'string') {
            if (chunk !== '') {
                hash.update(chunk, 'latin1');
            }
        }
        else {
            hash.update(chunk === SECRET ? secret : chunk);
        }
    }
    return hash.digest();
}
/** A digest in the one canonical form of its encoding. */
export function writeDigest(digest, enc) {
    return enc === 'base64-of-hex'
        ? Buffer.from(digest.toString('hex'), 'latin1').toString('base64')
        : digest.toString(enc);
}
function ed25519Matcher(keys, enc) {
    const publicKeys = keys.map((key) => ({ ...key, key: ed25519Key(key.bytes) }));
    return (chunks, offered) => {
        const signed = Buffer.concat(chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk)));
        let found = -1;
        for (const text of offered) {
            const signature = decodeSignature(text, enc);
            for (const { key, secretIndex } of publicKeys) {
                if (signature?.length === 64 && verifyBytes(null, signed, key, signature) && found === -1) {
                    found = secretIndex;
                }
            }
        }
        return found;
    };
}
/** The 32 raw bytes of an Ed25519 public key (RFC 8032) as a key. */
export function ed25519Key(bytes) {
    if (bytes.length !== 32) {
        throw new VerifierRefused('an Ed25519 public key has 32 bytes', { bytes: bytes.length });
    }
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') };
    return createPublicKey({ key: jwk, format: 'jwk' });
}
/** Public-key signatures must be decoded; only the canonical text of each is taken. */
function decodeSignature(text, enc) {
    switch (enc) {
        case 'hex':
            return text === text.toLowerCase() ? decodeHex(text) : null;
        case 'base64':
            return decodeBase64(text);
        case 'base64url':
            return decodeBase64Url(text);
        default:
            return null;
    }
}
//# sourceMappingURL=signature-algorithm.js.map