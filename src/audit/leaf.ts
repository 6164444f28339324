import { createHmac, hash, type KeyObject } from 'node:crypto';

/** What somebody did, before it is written down. */
export interface AuditEntry {
  readonly id: string;
  readonly tenant: string;
  readonly at: Date;
  /** `user.update`, `dead_letter.replay`, `workflow.deploy`. */
  readonly verb: string;
  /** Who did it: `workflow:acme.identity/welcome@3`, `token:ops`, `signet`. */
  readonly actor: string;
  /** The user or object it was done to; kept apart, under a tag, so that it can be forgotten. */
  readonly subject: string | null;
  /** The subject's tag is all that is kept of it. */
  readonly isNameless?: boolean;
  readonly executionId: string | null;
  readonly taskId: string | null;
  readonly message: string;
  readonly outcome?: unknown;
  readonly details?: unknown;
}

/**
 * Format of the leaf bytes; a reader that knows a later one still reads those before. Since 2 there is salt in the private
 * part: without it, who sees the digest could try out what it may be of.
 */
const LEAF_VERSION = 2;

/** Opaque stand-in for a subject in the public part of the log. */
export function subjectTag(key: KeyObject, tenant: string, subject: string): string {
  return createHmac('sha256', key).update(`${tenant}\n${subject}`).digest('base64url').slice(0, 27);
}

/**
 * The exact bytes of a leaf: canonical JSON (RFC 8785; members in order, no white space) of everything that names
 * nobody. The private part is bound by its digest, so that it can be erased without breaking the log.
 */
export function leafBytes(entry: AuditEntry, tag: string | null, privateDigest: string): Buffer {
  return Buffer.from(
    JSON.stringify({
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
    }),
  );
}

/** RFC 6962 section 2.1: a leaf is hashed behind a zero byte, so that no inner node can pass for one. */
export function leafHash(leaf: Buffer): Buffer {
  return hash('sha256', Buffer.concat([LEAF_PREFIX, leaf]), 'buffer');
}
const LEAF_PREFIX = Buffer.from([0]);

/** The private part as it is sealed; `salt` is random, 16 bytes. */
export function privateText(entry: AuditEntry, salt: Buffer): string {
  return JSON.stringify({
    details: entry.details ?? null,
    message: entry.message,
    outcome: entry.outcome ?? null,
    salt: salt.toString('base64url'),
    subject: entry.isNameless ? null : entry.subject,
  });
}

/** What binds the private part to its leaf. */
export function privateDigest(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** What a leaf says, of any version. */
export interface Leaf {
  readonly actor: string;
  /** RFC 3339. */
  readonly at: string;
  readonly execution: string | null;
  readonly id: string;
  /** Digest of the private part. */
  readonly private: string;
  /** Tag of the subject. */
  readonly subject: string | null;
  readonly task: string | null;
  readonly tenant: string;
  readonly verb: string;
}

/** Whether it is the private part that the leaf was written with. The digest stands in the open: no time gives it away. */
export function isBoundBy(privateText: string, { private: digest }: Leaf): boolean {
  return Buffer.from(privateDigest(privateText)).equals(Buffer.from(digest));
}

/** Null when the bytes are no leaf. */
export function readLeaf(leaf: Buffer): Leaf | null {
  try {
    const read = JSON.parse(leaf.toString('utf8')) as Partial<Leaf> | null;
    const isLeaf = read !== null && TEXTS.every((name) => typeof read[name] === 'string');
    return isLeaf ? (read as Leaf) : null;
  } catch {
    return null;
  }
}
const TEXTS = ['actor', 'at', 'id', 'private', 'tenant', 'verb'] as const;
