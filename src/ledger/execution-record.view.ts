import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RECORD } from './execution-record.js';

/** The record of an ended execution as its rows have it now. */
export interface StoredRecord {
  readonly id: string;
  /** Of the transaction that ended it; null: before the audit log took records. */
  readonly xid: string | null;
  readonly text: string;
}

const RECORDS = `
select e.id, e.xid::text, ${RECORD} as text from execution e where e.tenant = $1 and e.id = any($2::uuid[])`;

/** Records of ended executions, made anew of what the ledger has. */
@Injectable()
export class ExecutionRecordView {
  constructor(private readonly dataSource: DataSource) {}

  /** By id; those that are open, or not there any more, are not among them. */
  async find(tenant: string, ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> {
    const rows: StoredRecord[] = await this.dataSource.query(RECORDS, [tenant, ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}
