import { createHmac, hash } from 'node:crypto';
/**
 * Format of the leaf bytes; a reader that knows a later one still reads those before. Since 2 there is salt in the private
 * part: without it, who sees the digest could try out what it may be of.
 */
const LEAF_VERSION = 2;
/** Opaque stand-in for a subject in the public part of the log. */
export function subjectTag(key, tenant, subject) {
    return createHmac('sha256', key).update(`${tenant}\n${subject}`).digest('base64url').slice(0, 27);
}
/**
 * The exact bytes of a leaf: canonical JSON (RFC 8785; members in order, no white space) of everything that names
 * nobody. The private part is bound by its digest, so that it can be erased without breaking the log.
 */
export function leafBytes(entry, tag, privateDigest) {
    return Buffer.from(JSON.stringify({
        actor: entry.actor,
        at: entry.at.toISOString(),
        execution: entry.executionId,
        id: entry.id,
        private: privateDigest,
        redaction: 0,
        subject: tag,
        task: entry.taskId,
        tenant: entry.tenant,
        v: LEAF_VERSION,
        verb: entry.verb,
    }));
}
/** RFC 6962 section 2.1: a leaf is hashed behind a zero byte, so that no inner node can pass for one. */
export function leafHash(leaf) {
    return hash('sha256', Buffer.concat([LEAF_PREFIX, leaf]), 'buffer');
}
const LEAF_PREFIX = Buffer.from([0]);
/** The private part as it is sealed; `salt` is random, 16 bytes. */
export function privateText(entry, salt) {
    return JSON.stringify({
        details: entry.details ?? null,
        message: entry.message,
        outcome: entry.outcome ?? null,
        salt: salt.toString('base64url'),
        subject: entry.subject,
    });
}
/** What binds the private part to its leaf. */
export function privateDigest(text) {
    return hash('sha256', text, 'base64url');
}
/** Whether it is the private part that the leaf was written with. The digest stands in the open: no time gives it away. */
export function isBoundBy(privateText, { private: digest }) {
    return Buffer.from(privateDigest(privateText)).equals(Buffer.from(digest));
}
/** Null when the bytes are no leaf. */
export function readLeaf(leaf) {
    try {
        const read = JSON.parse(leaf.toString('utf8'));
        const isLeaf = read !== null && TEXTS.every((name) => typeof read[name] === 'string');
        return isLeaf ? read : null;
    }
    catch {
        return null;
    }
}
const TEXTS = ['actor', 'at', 'id', 'private', 'tenant', 'verb'];
//# sourceMappingURL=leaf.js.map