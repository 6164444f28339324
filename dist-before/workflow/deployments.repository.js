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
import { newId, randomId } from '../config/clock.js';
/** Which revision runs where, and how the switches of its triggers stand there. */
let DeploymentsRepository = class DeploymentsRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    list(workflowId, db = this.dataSource.manager) {
        return db.query(`select environment, revision, enabled, deployed_at as "deployedAt", deployed_by as "deployedBy"
         from deployment where workflow_id = $1 order by environment`, [workflowId]);
    }
    /** Makes a revision the one that runs there; hooks are made for triggers that have none. */
    async deploy(tx, { workflowId, environment }, revision, by) {
        const before = await this.triggersAt(tx, workflowId, environment);
        await tx.query(`insert into deployment (workflow_id, environment, revision, deployed_by, concurrency_limit)
       values ($1, $2, $3, $4, $5)
           on conflict (workflow_id, environment)
           do update set revision = excluded.revision, deployed_at = now(), deployed_by = excluded.deployed_by,
                         concurrency_limit = excluded.concurrency_limit`, [workflowId, environment, revision.number, by, revision.document.concurrency?.limit ?? null]);
        await this.resetSwitches(tx, { workflowId, environment }, before, revision.document.triggers);
        await this.makeHooks(tx, workflowId, revision.document.triggers);
    }
    /** False when it is not deployed there. */
    async setEnabled(tx, { workflowId, environment }, enabled) {
        const [rows] = await tx.query('update deployment set enabled = $3 where workflow_id = $1 and environment = $2 returning workflow_id', [workflowId, environment, enabled]);
        return rows.length > 0;
    }
    /** False when it was not deployed there. */
    async remove(tx, { workflowId, environment }) {
        const key = [workflowId, environment];
        await tx.query('delete from trigger_switch where workflow_id = $1 and environment = $2', key);
        const [rows] = await tx.query('delete from deployment where workflow_id = $1 and environment = $2 returning workflow_id', key);
        return rows.length > 0;
    }
    /** Puts a trigger's switch, whatever its document says, until a revision says something else about it. */
    async switchTrigger(tx, { workflowId, environment }, triggerId, { enabled, by }) {
        await tx.query(`insert into trigger_switch (workflow_id, environment, trigger_id, enabled, changed_by) values ($1, $2, $3, $4, $5)
           on conflict (workflow_id, trigger_id, environment)
           do update set enabled = excluded.enabled, changed_by = excluded.changed_by, changed_at = now()`, [workflowId, environment, triggerId, enabled, by]);
    }
    async triggersAt(tx, workflowId, environment) {
        const [row] = await tx.query(`select r.document->'triggers' as triggers
         from deployment d join workflow_revision r on r.workflow_id = d.workflow_id and r.number = d.revision
        where d.workflow_id = $1 and d.environment = $2`, [workflowId, environment]);
        return row?.triggers ?? [];
    }
    /** A switch stays where both revisions say the same of its trigger; else what the new one says counts again. */
    async resetSwitches(tx, { workflowId, environment }, before, after) {
        const said = new Map(before.map(({ id, enabled }) => [id, enabled]));
        const same = after.filter(({ id, enabled }) => said.get(id) === enabled);
        await tx.query('delete from trigger_switch where workflow_id = $1 and environment = $2 and trigger_id <> all($3::text[])', [workflowId, environment, same.map(({ id }) => id)]);
    }
    /** A hook for each webhook trigger; one that was taken out keeps its address, in case it comes back. */
    async makeHooks(tx, workflowId, triggers) {
        for (const trigger of triggers.filter(({ type }) => type === 'webhook')) {
            await tx.query(`insert into hook (id, tenant, address, workflow_id, trigger_id)
         select $1, tenant, $2, id, $4 from workflow where id = $3
             on conflict (workflow_id, trigger_id) do nothing`, [newId(), newAddress(), workflowId, trigger.id]);
        }
    }
};
DeploymentsRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], DeploymentsRepository);
export { DeploymentsRepository };
/** 244 random bits: cannot be guessed, and says nothing about what is behind it. */
export function newAddress() {
    return `${randomId()}${randomId()}`.replaceAll('-', '');
}
//# sourceMappingURL=deployments.repository.js.map