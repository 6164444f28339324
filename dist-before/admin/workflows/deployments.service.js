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
import { Conflict, NotFound } from '../../errors/errors.js';
import { DeploymentsRepository } from '../../workflow/deployments.repository.js';
import { RevisionsRepository } from '../../workflow/revisions.repository.js';
import { actorOf } from '../access/caller.js';
import { Environments } from '../environments/environments.service.js';
import { WorkflowsService } from './workflows.service.js';
/** Moves revisions between environments, and puts switches there. */
let Deployments = class Deployments {
    dataSource;
    workflows;
    environments;
    deployments;
    revisions;
    constructor(dataSource, workflows, environments, deployments, revisions) {
        this.dataSource = dataSource;
        this.workflows = workflows;
        this.environments = environments;
        this.deployments = deployments;
        this.revisions = revisions;
    }
    async list(caller, name) {
        const row = await this.workflows.require(caller, name);
        return this.deployments.list(row.id);
    }
    /** Makes a revision the one that runs there: forward, or back. Throws NotFound, and as `requireCalls`. */
    async deploy(caller, name, revision) {
        await this.change(caller, name, 'workflow.deploy', { revision }, (tx, row) => this.put(tx, caller, row, revision));
    }
    /** Deploys to the environment of `name` what runs in `from`. */
    async promote(caller, name, from) {
        await this.change(caller, name, 'workflow.promote', { from }, async (tx, row) => {
            await this.environments.require(caller.tenant, from, tx);
            const there = (await this.deployments.list(row.id, tx)).find(({ environment }) => environment === from);
            if (!there) {
                throw new Conflict(`the workflow is not deployed in ${from}`, { environment: from });
            }
            await this.put(tx, caller, row, there.revision);
        });
    }
    async undeploy(caller, name) {
        await this.change(caller, name, 'workflow.undeploy', {}, async (tx, row) => {
            requireDeployed(await this.deployments.remove(tx, keyOf(row)), row);
        });
    }
    async setEnabled(caller, name, enabled) {
        await this.change(caller, name, enabled ? 'workflow.enable' : 'workflow.disable', {}, async (tx, row) => {
            requireDeployed(await this.deployments.setEnabled(tx, keyOf(row), enabled), row);
        });
    }
    /** Throws NotFound when the revision deployed there has no such trigger. */
    async switchTrigger(caller, name, trigger, enabled) {
        const verb = enabled ? 'trigger.enable' : 'trigger.disable';
        await this.change(caller, name, verb, { trigger }, async (tx, row) => {
            requireDeployed(row.revision !== null, row);
            const revision = await this.revisions.deployed(row, tx);
            if (!revision?.document.triggers.some(({ id }) => id === trigger)) {
                throw new NotFound('the workflow has no such trigger', { trigger });
            }
            await this.deployments.switchTrigger(tx, keyOf(row), trigger, { enabled, by: actorOf(caller) });
        });
    }
    async put(tx, caller, row, number) {
        const revision = await this.revisions.revision({ workflowId: row.id, revision: number }, tx);
        if (!revision) {
            throw new NotFound('the workflow has no such revision', { revision: number });
        }
        await this.workflows.requireCalls(tx, caller, revision.document, row.environment);
        await this.deployments.deploy(tx, keyOf(row), revision, actorOf(caller));
    }
    async change(caller, name, verb, details, change) {
        await this.dataSource.transaction(async (tx) => {
            await this.revisions.lock(tx, { tenant: caller.tenant, namespace: name.namespace, name: name.id });
            const row = await this.workflows.require(caller, name, tx);
            await change(tx, row);
            await this.workflows.note(tx, caller, verb, row, { environment: row.environment, ...details });
        });
    }
};
Deployments = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        WorkflowsService,
        Environments,
        DeploymentsRepository,
        RevisionsRepository])
], Deployments);
export { Deployments };
const keyOf = ({ id, environment }) => ({
    workflowId: id,
    environment,
});
function requireDeployed(isDeployed, { environment }) {
    if (!isDeployed) {
        throw new Conflict(`the workflow is not deployed in ${environment}`, { environment });
    }
}
//# sourceMappingURL=deployments.service.js.map