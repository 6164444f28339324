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
import { newId } from '../config/clock.js';
import { DeploymentsRepository } from './deployments.repository.js';
import { documentHash } from './document-hash.js';
const COLUMNS = `w.id, w.tenant, w.namespace, w.name, $4 as environment, d.revision, coalesce(d.enabled, false) as enabled,
                 w.created_at as "createdAt", w.updated_at as "updatedAt"`;
const REVISION = 'number, hash, text, document, created_at as "createdAt", created_by as "createdBy"';
/** Workflows and their revisions: numbered, hashed, never changed. */
let RevisionsRepository = class RevisionsRepository {
    dataSource;
    deployments;
    constructor(dataSource, deployments) {
        this.dataSource = dataSource;
        this.deployments = deployments;
    }
    /** Saves a document as a new revision, unless the newest or the one deployed there says the same, and deploys it. */
    async apply(tx, { tenant, environment }, saved) {
        const { namespace, id: name } = saved.document;
        const key = { tenant, namespace, name, environment };
        await this.lock(tx, key);
        const known = await this.findAny(tx, key);
        const id = known?.id ?? (await this.create(tx, key));
        const hash = documentHash(saved.document);
        const before = known && !known.deleted ? await this.find(key, tx) : null;
        if (before && (await this.says(tx, before, hash))) {
            return { workflow: before, outcome: 'unchanged' };
        }
        const newest = known ? await this.newest(id, tx) : null;
        const isSame = newest !== null && hasHash(newest, hash);
        const number = isSame ? newest.number : (newest?.number ?? 0) + 1;
        if (!isSame) {
            await this.insertRevision(tx, id, number, { ...saved, hash });
        }
        await tx.query('update workflow set updated_at = now(), deleted_at = null where id = $1', [id]);
        await this.deployments.deploy(tx, { workflowId: id, environment }, { number, document: saved.document }, saved.by);
        return { workflow: (await this.find(key, tx)), outcome: before ? 'updated' : 'created' };
    }
    /** One at a time changes a workflow; there need not be one of that name yet. */
    async lock(tx, { tenant, namespace, name }) {
        await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
            `signet:workflow:${tenant}/${namespace}/${name}`,
        ]);
    }
    async find(key, db = this.dataSource.manager) {
        const rows = await db.query(`select ${COLUMNS} from workflow w left join deployment d on d.workflow_id = w.id and d.environment = $4
        where w.tenant = $1 and w.namespace = $2 and w.name = $3 and w.deleted_at is null`, [key.tenant, key.namespace, key.name, key.environment]);
        return rows[0] ?? null;
    }
    async revision(key, db = this.dataSource.manager) {
        const rows = await db.query(`select ${REVISION} from workflow_revision where workflow_id = $1 and number = $2`, [key.workflowId, key.revision]);
        return rows[0] ?? null;
    }
    /** The one that runs where the row says; null where none does. */
    async deployed({ id, revision }, db) {
        return revision === null ? null : this.revision({ workflowId: id, revision }, db);
    }
    /** Of a workflow that is there, or was. */
    async newest(workflowId, db = this.dataSource.manager) {
        const rows = await db.query(`select ${REVISION} from workflow_revision where workflow_id = $1 order by number desc limit 1`, [workflowId]);
        return rows[0];
    }
    /** Soft: its revisions and executions stay, its hooks answer 404. Returns which revision ran where. */
    async remove(tx, id) {
        await tx.query('update workflow set deleted_at = now(), updated_at = now() where id = $1', [id]);
        await tx.query('delete from trigger_switch where workflow_id = $1', [id]);
        const [ran] = await tx.query('delete from deployment where workflow_id = $1 returning environment, revision', [id]);
        return Object.fromEntries(ran.map(({ environment, revision }) => [environment, revision]));
    }
    /** Takes a removal back; it is deployed nowhere. */
    async restore(tx, id) {
        await tx.query('update workflow set deleted_at = null, updated_at = now() where id = $1', [id]);
    }
    /** Also one that was removed. */
    async findAny(tx, { tenant, namespace, name }) {
        const rows = await tx.query(`select id, deleted_at is not null as deleted from workflow
        where tenant = $1 and namespace = $2 and name = $3`, [tenant, namespace, name]);
        return rows[0] ?? null;
    }
    /** Whether what is deployed there has that hash. */
    async says(tx, row, hash) {
        const deployed = await this.deployed(row, tx);
        return deployed !== null && hasHash(deployed, hash);
    }
    async create(tx, { tenant, namespace, name }) {
        const id = newId();
        await tx.query('insert into workflow (id, tenant, namespace, name) values ($1, $2, $3, $4)', [
            id,
            tenant,
            namespace,
            name,
        ]);
        return id;
    }
    async insertRevision(tx, workflowId, number, { hash, text, document, by }) {
        await tx.query(`insert into workflow_revision (workflow_id, number, hash, text, document, created_by)
       values ($1, $2, $3, $4, $5::jsonb, $6)`, [workflowId, number, hash, text, JSON.stringify(document), by]);
    }
};
RevisionsRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        DeploymentsRepository])
], RevisionsRepository);
export { RevisionsRepository };
/** Whether it says what a document of that hash says; those from before hashes minded no order are hashed anew. */
export function hasHash({ hash, document }, other) {
    return hash === other || documentHash(document) === other;
}
//# sourceMappingURL=revisions.repository.js.map