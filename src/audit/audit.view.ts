import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLogRepository } from './audit-log.repository.js';

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly verb: string;
  readonly actor: string;
  /** Null with message, outcome and details once the private part was erased. */
  readonly subject: string | null;
  readonly execution: string | null;
  readonly task: string | null;
  readonly message: string | null;
  readonly outcome: unknown;
  readonly details: unknown;
  /** Hex. */
  readonly leafHash: string;
}

export interface AuditFilter {
  readonly subject?: string | undefined;
  readonly execution?: string | undefined;
  readonly verb?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

interface StoredEntry {
  readonly id: string;
  readonly at: Date;
  readonly verb: string;
  readonly execution: string | null;
  readonly leaf: Buffer;
  readonly leafHash: string;
  readonly sealed: Buffer | null;
}

interface PrivatePart {
  readonly subject: string | null;
  readonly message: string;
  readonly outcome: unknown;
  readonly details: unknown;
}

/** The audit log as it is read: newest first, the private part opened for those who may see it. */
@Injectable()
export class AuditView {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: AuditLogRepository,
  ) {}

  async list(
    tenant: string,
    filter: AuditFilter,
    page: { readonly before: string | null; readonly limit: number },
  ): Promise<AuditRow[]> {
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const conditions = this.conditions(tenant, filter, bind);
    if (page.before !== null) {
      conditions.push(`id < ${bind(page.before)}::uuid`);
    }
    const rows: StoredEntry[] = await this.dataSource.query(
      `select id, at, verb, execution_id as execution, leaf, encode(leaf_hash, 'hex') as "leafHash", sealed
         from audit_entry where ${conditions.join(' and ')} order by id desc limit ${bind(page.limit)}`,
      values,
    );
    return rows.map((row) => this.shown(row));
  }

  private conditions(tenant: string, filter: AuditFilter, bind: (value: unknown) => string): string[] {
    const { subject, execution, verb, from, to } = filter;
    return [
      `tenant = ${bind(tenant)}`,
      ...(subject === undefined ? [] : [`subject_tag = ${bind(this.log.tagOf(tenant, subject))}::text`]),
      ...(execution === undefined ? [] : [`execution_id = ${bind(execution)}::uuid`]),
      ...(verb === undefined ? [] : [`verb = ${bind(verb)}::text`]),
      ...(from === undefined ? [] : [`id >= signet_uuid_floor(${bind(from)}::timestamptz)`]),
      ...(to === undefined ? [] : [`id < signet_uuid_floor(${bind(to)}::timestamptz)`]),
    ];
  }

  private shown({ leaf, sealed, ...row }: StoredEntry): AuditRow {
    const { actor, task } = JSON.parse(leaf.toString('utf8')) as { actor: string; task: string | null };
    const hidden = this.log.openPrivate(row.id, sealed) as PrivatePart | null;
    return {
      id: row.id,
      at: row.at,
      verb: row.verb,
      actor,
      subject: hidden?.subject ?? null,
      execution: row.execution,
      task,
      message: hidden?.message ?? null,
      outcome: hidden?.outcome ?? null,
      details: hidden?.details ?? null,
      leafHash: row.leafHash,
    };
  }
}
