import { Injectable } from '@nestjs/common';
import { EXECUTION_END, isEndEntry, recordsIn } from '../../audit/ended-executions.js';
import { erasedIn, isEraseEntry, SUBJECT_ERASE } from '../../audit/erasure.js';
import type { Leaf } from '../../audit/leaf.js';
import { AuditTreeView, type FoundEntry } from '../../audit/tree.view.js';
import { digestOf } from '../../ledger/execution-record.js';
import { ExecutionRecordView } from '../../ledger/execution-record.view.js';

export const RECORD_STATES = ['open', 'same', 'erased', 'changed', 'missing', 'unproven'] as const;

/**
 * An execution, held against the audit log: `same` as when it ended, `erased` what it had of a person and the same since,
 * `changed` since, `missing` where no entry says how it ended, `unproven` for it ended before entries did, `open` as long as
 * it has not.
 */
export type RecordState = (typeof RECORD_STATES)[number];

export interface ExecutionRecord {
  readonly state: RecordState;
  /** As the ledger has it now; null: open. */
  readonly text: string | null;
  /** The one that has its digest: of an erased one, that of what is left. */
  readonly entry: FoundEntry | null;
  /** The one that says how it ended; of an erased one not `entry`. */
  readonly ended: FoundEntry | null;
}

/** Records of executions, and the entries of the audit log that prove them. */
@Injectable()
export class ExecutionRecords {
  constructor(
    private readonly tree: AuditTreeView,
    private readonly records: ExecutionRecordView,
  ) {}

  async find(tenant: string, id: string): Promise<ExecutionRecord> {
    const record = (await this.records.find(tenant, [id])).get(id);
    if (record === undefined) {
      return { state: 'open', text: null, entry: null, ended: null };
    }
    const { text, xid, erasedXid } = record;
    const left = await this.entryOf(tenant, erasedXid, ERASED, id);
    if (left !== null && isOf(left.digest, text)) {
      const ended = await this.entryOf(tenant, xid, ENDED, id);
      return { state: 'erased', text, entry: left.entry, ended: ended?.entry ?? null };
    }
    if (xid === null) {
      return { state: 'unproven', text, entry: null, ended: null };
    }
    const ended = await this.entryOf(tenant, xid, ENDED, id);
    const entry = ended?.entry ?? null;
    const state = ended === null ? 'missing' : isOf(ended.digest, text) ? 'same' : 'changed';
    return { state, text, entry, ended: entry };
  }

  /** The entry of a transaction that has a digest of the execution's record. */
  private async entryOf(
    tenant: string,
    xid: string | null,
    { verb, isOne, digests }: Naming,
    id: string,
  ): Promise<{ readonly entry: FoundEntry; readonly digest: string } | null> {
    for (const entry of xid === null ? [] : await this.tree.writtenBy(tenant, xid, verb)) {
      const { leaf, privateText, fault } = entry.examined;
      const isSound = fault === null && leaf !== null && isOne(leaf);
      const digest = isSound && privateText !== null ? digests(privateText).get(id) : undefined;
      if (digest !== undefined) {
        return { entry, digest };
      }
    }
    return null;
  }
}

/** Entries that name executions with the digests of their records. */
interface Naming {
  readonly verb: string;
  readonly isOne: (leaf: Leaf) => boolean;
  readonly digests: (privateText: string) => ReadonlyMap<string, string>;
}

const ENDED: Naming = { verb: EXECUTION_END, isOne: isEndEntry, digests: recordsIn };
const ERASED: Naming = {
  verb: SUBJECT_ERASE,
  isOne: isEraseEntry,
  digests: (privateText) => erasedIn(privateText).executions,
};

const isOf = (digest: string, text: string): boolean =>
  Buffer.from(digest).equals(Buffer.from(digestOf(text)));
