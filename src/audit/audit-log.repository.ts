import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { freshBytes } from '../config/randomness.js';
import { byteArray, epochArray, plainArray, textArray } from '../database/arrays.js';
import { run, type Statement } from '../database/statement.js';
import { AuditKeys } from './audit-keys.service.js';
import { SUBJECT_ERASE } from './erasure.js';
import { type AuditEntry, leafBytes, leafHash, privateDigest, privateText } from './leaf.js';

const SALT_BYTES = 16;

const APPEND: Statement = {
  name: 'audit_append',
  text: `
insert into audit_entry (id, tenant, at, verb, subject_tag, execution_id, leaf, leaf_hash, mac, sealed)
select id, tenant, to_timestamp(at / 1000), verb, subject_tag, execution_id, leaf, leaf_hash, mac, sealed
  from unnest($1::uuid[], $2::text[], $3::float8[], $4::text[], $5::text[], $6::uuid[], $7::bytea[], $8::bytea[],
              $9::bytea[], $10::bytea[])
    as a (id, tenant, at, verb, subject_tag, execution_id, leaf, leaf_hash, mac, sealed)`,
};

/** What says what was erased before stays: it names nobody. */
const ERASE = `
update audit_entry set sealed = null
 where tenant = $1 and subject_tag = $2 and sealed is not null and not (verb = $3 and execution_id is null)
returning id`;

/** Appends to the audit log, in whatever transaction the deed itself is written. */
@Injectable()
export class AuditLogRepository {
  constructor(private readonly keys: AuditKeys) {}

  async append(tx: EntityManager, entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) {
      return;
    }
    const rows = entries.map((entry) => this.row(entry));
    await run(tx, APPEND, [
      plainArray(rows.map((row) => row.entry.id)),
      textArray(rows.map((row) => row.entry.tenant)),
      epochArray(rows.map((row) => row.entry.at)),
      textArray(rows.map((row) => row.entry.verb)),
      textArray(rows.map((row) => row.tag)),
      plainArray(rows.map((row) => row.entry.executionId)),
      byteArray(rows.map((row) => row.leaf)),
      byteArray(rows.map((row) => leafHash(row.leaf))),
      byteArray(rows.map((row) => this.keys.macOf(row.leaf))),
      byteArray(rows.map((row) => this.keys.sealPrivate(row.entry.id, row.secret))),
    ]);
  }

  /** Erases the private parts of what is about a subject; ids of the entries. What proves the log is untouched. */
  async erase(tx: EntityManager, tenant: string, subject: string): Promise<string[]> {
    const values = [tenant, this.keys.tagOf(tenant, subject), SUBJECT_ERASE];
    const [rows] = await tx.query<[{ id: string }[], number]>(ERASE, values);
    return rows.map(({ id }) => id);
  }

  private row(entry: AuditEntry): { entry: AuditEntry; tag: string | null; leaf: Buffer; secret: string } {
    const tag = entry.subject === null ? null : this.keys.tagOf(entry.tenant, entry.subject);
    const secret = privateText(entry, freshBytes(SALT_BYTES));
    return { entry, tag, leaf: leafBytes(entry, tag, privateDigest(secret)), secret };
  }
}
