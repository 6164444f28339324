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
import { Conflict, NotFound } from '../../errors/errors.js';
import { RevisionsRepository } from '../../workflow/revisions.repository.js';
import { Environments } from '../environments/environments.service.js';
import { SourcesService } from '../sources/sources.service.js';
import { WorkflowView } from '../workflows/workflow.view.js';
import { WorkflowsService } from '../workflows/workflows.service.js';
/** Finds triggers and sources where they are deployed. */
let Triggers = class Triggers {
    workflows;
    view;
    revisions;
    sources;
    environments;
    constructor(workflows, view, revisions, sources, environments) {
        this.workflows = workflows;
        this.view = view;
        this.revisions = revisions;
        this.sources = sources;
        this.environments = environments;
    }
    /** Throws NotFound for what is not there, also where the workflow is not deployed; Forbidden out of reach. */
    async require(caller, name) {
        const { environment } = name;
        const row = await this.workflows.require(caller, name);
        const shown = await this.view.find(caller.tenant, environment, name);
        if (row.revision === null || !shown) {
            throw new NotFound(`the workflow is not deployed in ${environment}`, { environment });
        }
        const definition = shown.triggers.find(({ id }) => id === name.trigger);
        if (!definition) {
            throw new NotFound('the workflow has no such trigger there', { trigger: name.trigger });
        }
        if (definition.type === 'event') {
            const { source, hook } = await this.requireSource(caller, definition.source, environment);
            return { row, definition, source, hook };
        }
        const hook = shown.hooks.find(({ trigger }) => trigger === name.trigger);
        const { id, address, enabled } = hook;
        return { row, definition, source: null, hook: { id, address, environment, isOn: enabled } };
    }
    /** Throws Conflict when the trigger has no hook of its own. */
    async requireWebhook(caller, name) {
        const placed = await this.require(caller, name);
        if (placed.source) {
            throw new Conflict('the trigger has no hook of its own: it takes the events of a source', {
                source: placed.source.name,
            });
        }
        return placed;
    }
    /** Text of the revision that is deployed there. */
    async requireText({ row }) {
        const revision = await this.revisions.revision({ workflowId: row.id, revision: row.revision });
        if (!revision) {
            throw new NotFound('the workflow has no such revision', { revision: row.revision });
        }
        return revision.text;
    }
    /** Throws NotFound, also for an environment that is not there. */
    async requireSource(caller, name, environment) {
        await this.environments.require(caller.tenant, environment);
        const source = await this.sources.require(caller.tenant, name);
        const { hookId: id, address, enabled } = source;
        return { source, hook: { id, address, environment, isOn: enabled } };
    }
};
Triggers = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [WorkflowsService,
        WorkflowView,
        RevisionsRepository,
        SourcesService,
        Environments])
], Triggers);
export { Triggers };
/** The hook of a trigger as its addresses are made. */
export function addressed({ hook, row, definition }) {
    const { id: workflowId, tenant, namespace, name: id } = row;
    return definition.type === 'webhook'
        ? { ...hook, workflow: { workflowId, tenant, namespace, id, proofs: definition } }
        : hook;
}
//# sourceMappingURL=triggers.service.js.map