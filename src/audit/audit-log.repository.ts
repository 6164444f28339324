import { createHmac, hash, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { byteArray, epochArray, plainArray, textArray } from '../database/arrays.js';
import { run, type Statement } from '../database/statement.js';
import { deriveKey, open, seal } from '../secrets/seal.js';
import { type AuditEntry, leafBytes, leafHash, privateText, subjectTag } from './leaf.js';

const APPEND: Statement = {
  name: 'audit_append',
  text: `
insert into audit_entry (id, tenant, at, verb, subject_tag, execution_id, leaf, leaf_hash, mac, sealed)
select id, tenant, to_timestamp(at / 1000), verb, subject_tag, execution_id, leaf, leaf_hash, mac, sealed
  from unnest($1::uuid[], $2::text[], $3::float8[], $4::text[], $5::text[], $6::uuid[], $7::bytea[], $8::bytea[],
              $9::bytea[], $10::bytea[])
    as a (id, tenant, at, verb, subject_tag, execution_id, leaf, leaf_hash, mac, sealed)`,
};

/** Appends to the audit log, in whatever transaction the deed itself is written. */
@Injectable()
export class AuditLogRepository {
  private readonly macKey: KeyObject;
  private readonly tagKey: KeyObject;
  private readonly sealKey: KeyObject;

  constructor(@Inject(CONFIG) config: Config) {
    this.macKey = deriveKey(config.masterKey, 'audit mac');
    this.tagKey = deriveKey(config.masterKey, 'audit tag');
    this.sealKey = deriveKey(config.masterKey, 'audit seal');
  }

  async append(tx: EntityManager, entries: readonly AuditEntry[]): Promise<void> {
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
      byteArray(rows.map((row) => createHmac('sha256', this.macKey).update(row.leaf).digest())),
      byteArray(rows.map((row) => seal(this.sealKey, row.secret, row.entry.id))),
    ]);
  }

  /** Tag under which a subject's entries are found. */
  tagOf(tenant: string, subject: string): string {
    return subjectTag(this.tagKey, tenant, subject);
  }

  /** The private part of an entry; null once it was erased. */
  openPrivate(id: string, sealed: Buffer | null): unknown {
    return sealed === null ? null : JSON.parse(open(this.sealKey, sealed, id));
  }

  private row(entry: AuditEntry): { entry: AuditEntry; tag: string | null; leaf: Buffer; secret: string } {
    const tag = entry.subject === null ? null : this.tagOf(entry.tenant, entry.subject);
    const secret = privateText(entry);
    const digest = hash('sha256', secret, 'base64url');
    return { entry, tag, leaf: leafBytes(entry, tag, digest), secret };
  }
}
