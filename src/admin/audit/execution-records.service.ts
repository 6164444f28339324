import { Injectable } from '@nestjs/common';
import { EXECUTION_END, isEndEntry, recordsIn } from '../../audit/ended-executions.js';
import { AuditTreeView, type FoundEntry } from '../../audit/tree.view.js';
import { digestOf } from '../../ledger/execution-record.js';
import { ExecutionRecordView } from '../../ledger/execution-record.view.js';

export const RECORD_STATES = ['open', 'same', 'changed', 'missing', 'unproven'] as const;

/**
 * An execution, held against the audit log: `same` as when it ended, `changed` since, `missing` where no entry says how it
 * ended, `unproven` for it ended before entries did, `open` as long as it has not.
 */
export type RecordState = (typeof RECORD_STATES)[number];

export interface ExecutionRecord {
  readonly state: RecordState;
  /** As the ledger has it now; null: open. */
  readonly text: string | null;
  /** The one that has its digest. */
  readonly entry: FoundEntry | null;
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
      return { state: 'open', text: null, entry: null };
    }
    const { text, xid } = record;
    if (xid === null) {
      return { state: 'unproven', text, entry: null };
    }
    for (const entry of await this.tree.writtenBy(tenant, xid, EXECUTION_END)) {
      const { leaf, privateText, fault } = entry.examined;
      const isSound = fault === null && leaf !== null && isEndEntry(leaf);
      const listed = isSound && privateText !== null ? recordsIn(privateText).get(id) : undefined;
      if (listed !== undefined) {
        const isSame = Buffer.from(listed).equals(Buffer.from(digestOf(text)));
        return { state: isSame ? 'same' : 'changed', text, entry };
      }
    }
    return { state: 'missing', text, entry: null };
  }
}
