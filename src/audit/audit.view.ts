import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditKeys } from './audit-keys.service.js';
import { EXECUTION_END } from './ended-executions.js';
import { examine, STORED_COLUMNS, type StoredEntry } from './examine.js';

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly verb: string;
  /** Null when the row is not readable. */
  readonly actor: string | null;
  /** Null with message, outcome and details once the private part was erased. */
  readonly subject: string | null;
  readonly execution: string | null;
  readonly task: string | null;
  readonly message: string | null;
  readonly outcome: unknown;
  readonly details: unknown;
  /** Whether the private part was erased. */
  readonly erased: boolean;
  /** Hex. */
  readonly leafHash: string;
  /** What is wrong with the row; null: it is as it was written. */
  readonly fault: string | null;
}

export interface AuditFilter {
  readonly subject?: string | undefined;
  readonly execution?: string | undefined;
  readonly verb?: string | undefined;
  /** What people and programs did alone: nothing that workflows wrote, or that says how executions ended. */
  readonly deeds?: boolean;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

interface PrivatePart {
  readonly subject: string | null;
  readonly message: string;
  readonly outcome: unknown;
  readonly details: unknown;
}

/**
 * The id of an entry that is a deed, as `audit_entry_deed_idx` has it. Ordered by it, deeds are found by that index: by
 * `id` Postgres would pass over all others, for it does not know how few deeds there are.
 */
const DEED_ID = `(case when verb <> '${EXECUTION_END}' and substr(leaf, 1, 19) <> '{"actor":"workflow:'::bytea then id end)`;

/** The audit log as it is read: newest first, the private part opened for those who may see it. */
@Injectable()
export class AuditView {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: AuditKeys,
  ) {}

  async list(
    tenant: string,
    filter: AuditFilter,
    page: { readonly before: string | null; readonly limit: number },
  ): Promise<AuditRow[]> {
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const conditions = this.conditions(tenant, filter, bind);
    const place = filter.deeds ? DEED_ID : 'id';
    if (page.before !== null) {
      conditions.push(`${place} < ${bind(page.before)}::uuid`);
    }
    const rows: StoredEntry[] = await this.dataSource.query(
      `select ${STORED_COLUMNS} from audit_entry where ${conditions.join(' and ')} order by ${place} desc limit ${bind(page.limit)}`,
      values,
    );
    return rows.map((row) => this.shown(row));
  }

  private conditions(tenant: string, filter: AuditFilter, bind: (value: unknown) => string): string[] {
    const { subject, execution, verb, deeds, from, to } = filter;
    return [
      `tenant = ${bind(tenant)}`,
      ...(subject === undefined ? [] : [`subject_tag = ${bind(this.keys.tagOf(tenant, subject))}::text`]),
      ...(execution === undefined ? [] : [`execution_id = ${bind(execution)}::uuid`]),
      ...(verb === undefined ? [] : [`verb = ${bind(verb)}::text`]),
      ...(deeds ? [`${DEED_ID} is not null`] : []),
      ...(from === undefined ? [] : [`id >= signet_uuid_floor(${bind(from)}::timestamptz)`]),
      ...(to === undefined ? [] : [`id < signet_uuid_floor(${bind(to)}::timestamptz)`]),
    ];
  }

  private shown(row: StoredEntry): AuditRow {
    const { leaf, privateText, fault } = examine(row, this.keys);
    const hidden = privateText === null ? null : (JSON.parse(privateText) as PrivatePart);
    return {
      id: row.id,
      at: row.at,
      verb: row.verb,
      actor: leaf?.actor ?? null,
      subject: hidden?.subject ?? null,
      execution: row.execution,
      task: leaf?.task ?? null,
      message: hidden?.message ?? null,
      outcome: hidden?.outcome ?? null,
      details: hidden?.details ?? null,
      erased: row.sealed === null,
      leafHash: row.leafHash.toString('hex'),
      fault,
    };
  }
}
