import type { AuditKeys } from './audit-keys.service.js';
import { isBoundBy, type Leaf, leafHash, readLeaf } from './leaf.js';
import { NotOpened } from '../secrets/seal.js';

/** A row of the log as the table has it. */
export interface StoredEntry {
  readonly id: string;
  readonly tenant: string;
  readonly at: Date;
  readonly verb: string;
  readonly subjectTag: string | null;
  readonly execution: string | null;
  readonly leaf: Buffer;
  readonly leafHash: Buffer;
  readonly mac: Buffer;
  readonly sealed: Buffer | null;
}

/** The columns of `StoredEntry`, of `audit_entry`. */
export const STORED_COLUMNS = `id, tenant, at, verb, subject_tag as "subjectTag", execution_id as execution, leaf,
       leaf_hash as "leafHash", mac, sealed`;

/** What a row holds, and what is wrong with it; null: nothing is. */
export interface Examined {
  readonly leaf: Leaf | null;
  /** The private part as it was sealed; null once it was erased, or when it cannot be opened. */
  readonly privateText: string | null;
  readonly fault: string | null;
}

/** Looks whether a row is what this program wrote: nobody else can make one, or change one. */
export function examine(row: StoredEntry, keys: AuditKeys): Examined {
  const leaf = readLeaf(row.leaf);
  const opened = openPrivate(row, keys);
  const privateText = typeof opened === 'string' ? opened : null;
  return { leaf, privateText, fault: faultOf() };

  function faultOf(): string | null {
    if (!keys.isOurs(row.leaf, row.mac)) {
      return 'it was not written by this Signet';
    }
    if (leaf === null || !leafHash(row.leaf).equals(row.leafHash)) {
      return 'its hash is not that of its leaf';
    }
    if (differs(row, leaf)) {
      return 'its columns do not say what its leaf says';
    }
    const isBound = opened === null || (privateText !== null && isBoundBy(privateText, leaf));
    return isBound ? null : 'its private part is not the one it was written with';
  }
}

function openPrivate({ id, sealed }: StoredEntry, keys: AuditKeys): string | null | NotOpened {
  try {
    return sealed === null ? null : keys.openPrivate(id, sealed);
  } catch (error) {
    if (error instanceof NotOpened) {
      return error;
    }
    throw error;
  }
}

function differs(row: StoredEntry, leaf: Leaf): boolean {
  return (
    leaf.id !== row.id ||
    leaf.tenant !== row.tenant ||
    leaf.at !== row.at.toISOString() ||
    leaf.verb !== row.verb ||
    leaf.subject !== row.subjectTag ||
    leaf.execution !== row.execution
  );
}
