import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, } from 'node:crypto';
import { freshBytes } from '../config/randomness.js';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** First byte of everything sealed: tells how it was done when that changes. */
const VERSION = 1;
/** A key for one purpose, from the master key (HKDF-SHA256, RFC 5869). */
export function deriveKey(masterKey, purpose) {
    const bytes = hkdfSync('sha256', masterKey, Buffer.alloc(0), `signet:${purpose}`, 32);
    return createSecretKey(Buffer.from(bytes));
}
/** AES-256-GCM; `context` is bound to the result, so a value sealed for one place does not open in another. */
export function seal(key, plain, context) {
    const nonce = freshBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body]);
}
/** The key, the context or a bit is not what it was: trying again does not help. */
export class NotOpened extends Error {
}
/** Throws NotOpened. */
export function open(key, sealed, context) {
    if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== VERSION) {
        throw new NotOpened('not a sealed value');
    }
    const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
    const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context)).setAuthTag(tag);
    const body = decipher.update(sealed.subarray(1 + NONCE_BYTES + TAG_BYTES)).toString('utf8');
    try {
        return body + decipher.final('utf8');
    }
    catch (error) {
        throw new NotOpened(error.message, { cause: error });
    }
}
/** Sixteen hex digits: the same for the same text in the same context. They tell nothing of it to who lacks the key. */
export function fingerprint(key, plain, context) {
    return createHmac('sha256', key).update(`${context.length}:${context}${plain}`).digest('hex').slice(0, 16);
}
//# sourceMappingURL=seal.js.map