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
import { DataSource } from 'typeorm';
import { AuditKeys } from './audit-keys.service.js';
import { examine, STORED_COLUMNS } from './examine.js';
/** The audit log as it is read: newest first, the private part opened for those who may see it. */
let AuditView = class AuditView {
    dataSource;
    keys;
    constructor(dataSource, keys) {
        this.dataSource = dataSource;
        this.keys = keys;
    }
    async list(tenant, filter, page) {
        const values = [];
        const bind = (value) => `$${values.push(value)}`;
        const conditions = this.conditions(tenant, filter, bind);
        if (page.before !== null) {
            conditions.push(`id < ${bind(page.before)}::uuid`);
        }
        const rows = await this.dataSource.query(`select ${STORED_COLUMNS} from audit_entry where ${conditions.join(' and ')} order by id desc limit ${bind(page.limit)}`, values);
        return rows.map((row) => this.shown(row));
    }
    conditions(tenant, filter, bind) {
        const { subject, execution, verb, from, to } = filter;
        return [
            `tenant = ${bind(tenant)}`,
            ...(subject === undefined ? [] : [`subject_tag = ${bind(this.keys.tagOf(tenant, subject))}::text`]),
            ...(execution === undefined ? [] : [`execution_id = ${bind(execution)}::uuid`]),
            ...(verb === undefined ? [] : [`verb = ${bind(verb)}::text`]),
            ...(from === undefined ? [] : [`id >= signet_uuid_floor(${bind(from)}::timestamptz)`]),
            ...(to === undefined ? [] : [`id < signet_uuid_floor(${bind(to)}::timestamptz)`]),
        ];
    }
    shown(row) {
        const { leaf, privateText, fault } = examine(row, this.keys);
        const hidden = privateText === null ? null : JSON.parse(privateText);
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
            leafHash: row.leafHash.toString('hex'),
            fault,
        };
    }
};
AuditView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        AuditKeys])
], AuditView);
export { AuditView };
//# sourceMappingURL=audit.view.js.map