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
const FROM = `from workflow w
              join deployment d on d.workflow_id = w.id
              join workflow_revision r on r.workflow_id = w.id and r.number = d.revision
             where w.tenant = $1 and w.namespace = $2 and d.environment = $3 and w.deleted_at is null`;
/** What a namespace has deployed in an environment. */
let ArchiveView = class ArchiveView {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    async size({ tenant, namespace, environment }) {
        const [size] = await this.dataSource.query(`select count(*)::int as count, coalesce(sum(octet_length(r.text)), 0)::float8 as bytes ${FROM}`, [tenant, namespace, environment]);
        return size;
    }
    /** In an order that is the same in every database. */
    deployed({ tenant, namespace, environment, }) {
        return this.dataSource.query(`select r.text, r.document ${FROM} order by w.name collate "C"`, [
            tenant,
            namespace,
            environment,
        ]);
    }
};
ArchiveView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], ArchiveView);
export { ArchiveView };
//# sourceMappingURL=archive.view.js.map