var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { freshBytes } from '../config/randomness.js';
import { byteArray, epochArray, plainArray, textArray } from '../database/arrays.js';
import { run } from '../database/statement.js';
import { AuditKeys } from './audit-keys.service.js';
import { leafBytes, leafHash, privateDigest, privateText } from './leaf.js';
const SALT_BYTES = 16;
const APPEND = {
    name: 'audit_append',
    text: `
insert into audit_entry (id, tenant, at, verb, subject_tag, execution_id, leaf, leaf_hash, mac, sealed)
select id, tenant, to_timestamp(at / 1000), verb, subject_tag, execution_id, leaf, leaf_hash, mac, sealed
  from unnest($1::uuid[], $2::text[], $3::float8[], $4::text[], $5::text[], $6::uuid[], $7::bytea[], $8::bytea[],
              $9::bytea[], $10::bytea[])
    as a (id, tenant, at, verb, subject_tag, execution_id, leaf, leaf_hash, mac, sealed)`,
};
/** Appends to the audit log, in whatever transaction the deed itself is written. */
let AuditLogRepository = class AuditLogRepository {
    keys;
    constructor(keys) {
        this.keys = keys;
    }
    async append(tx, entries) {
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
    row(entry) {
        const tag = entry.subject === null ? null : this.keys.tagOf(entry.tenant, entry.subject);
        const secret = privateText(entry, freshBytes(SALT_BYTES));
        return { entry, tag, leaf: leafBytes(entry, tag, privateDigest(secret)), secret };
    }
};
AuditLogRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AuditKeys])
], AuditLogRepository);
export { AuditLogRepository };
//# sourceMappingURL=audit-log.repository.js.map