import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { withConnection } from '../database/session.js';
import { ENDED_COLUMNS, type EndedExecution, recordText } from './execution-record.js';
import { ProgressRepository } from './progress.repository.js';

/** The record of an ended execution, of its rows as they are now. */
export interface StoredRecord {
  /** Of the transaction that ended it; null: before the audit log took records. */
  readonly xid: string | null;
  /** Of the transaction that erased what it had of a person; null: none did. */
  readonly erasedXid: string | null;
  readonly text: string;
}

type Row = EndedExecution & Pick<StoredRecord, 'xid' | 'erasedXid'>;

const ENDED = `select ${ENDED_COLUMNS}, e.xid::text, e.erased_xid::text as "erasedXid" from execution e where e.tenant = $1 and e.id = any($2::uuid[])`;

/** Records of ended executions, made anew of what the ledger has. */
@Injectable()
export class ExecutionRecordView {
  constructor(
    private readonly dataSource: DataSource,
    private readonly progress: ProgressRepository,
  ) {}

  /** By id; those that are open, or not there any more, are not among them. */
  async find(tenant: string, ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> {
    const rows: Row[] = await this.dataSource.query(ENDED, [tenant, ids]);
    const runs = await withConnection(this.dataSource, (db) => this.progress.allRuns(db, ids));
    return new Map(
      rows.map((row) => {
        const { id, xid, erasedXid } = row;
        return [id, { xid, erasedXid, text: recordText(row, runs.get(id) ?? []) }];
      }),
    );
  }
}
