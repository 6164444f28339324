var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../config/clock.js';
import { InvalidDocument, InvalidRequest, NotFound } from '../../errors/errors.js';
import { storedEvent } from '../../planning/given-event.js';
import { makePlan } from '../../planning/make-plan.js';
import { PastEventView } from '../../planning/past-event.view.js';
import { PlanWorlds } from '../../planning/plan-world.service.js';
import { compileWorkflow } from '../../workflow/compile.js';
import { RevisionCache } from '../../workflow/revision-cache.service.js';
import { requireNamespace } from '../access/caller.js';
import { Environments } from '../environments/environments.service.js';
import { DocumentChecker } from '../workflows/document-checker.service.js';
import { WorkflowsService } from '../workflows/workflows.service.js';
/** What is planned with, as one thing to inject. */
let PlanSources = class PlanSources {
    worlds;
    events;
    environments;
    checker;
    constructor(worlds, events, environments, checker) {
        this.worlds = worlds;
        this.events = events;
        this.environments = environments;
        this.checker = checker;
    }
};
PlanSources = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PlanWorlds,
        PastEventView,
        Environments,
        DocumentChecker])
], PlanSources);
export { PlanSources };
/** Plans of saved revisions and of drafts. */
let Plans = class Plans {
    sources;
    workflows;
    revisions;
    clock;
    constructor(sources, workflows, revisions, clock) {
        this.sources = sources;
        this.workflows = workflows;
        this.revisions = revisions;
        this.clock = clock;
    }
    /** Throws Forbidden out of reach, NotFound, InvalidDocument with its `faults`, InvalidRequest. */
    async make(caller, name, asked) {
        requireNamespace(caller, name.namespace);
        const { tenant } = caller;
        const { environment, outputs = {} } = asked;
        await this.sources.environments.require(tenant, environment);
        const target = asked.document === undefined ? await this.saved(caller, name, asked) : this.draft(name, asked);
        const { event, trigger } = await this.event(caller, asked, target.workflowId);
        const stubs = Object.fromEntries(Object.entries(outputs).map(([task, output]) => [task, { output }]));
        const world = await this.sources.worlds.open({ reach: caller, environment });
        const plan = await makePlan({ tenant, environment, ...target, event, trigger, stubs }, world);
        await world.radius.count(world.touched, { id: event.id, at: world.now });
        return { ...plan, blastRadius: world.radius.report() };
    }
    /** A checked draft, ready to be planned; it must be of that name. */
    draft(name, { document: text }) {
        const { document, faults } = this.sources.checker.check(text);
        if (!document) {
            throw new InvalidDocument('the document has faults', { faults });
        }
        if (name && (document.namespace !== name.namespace || document.id !== name.id)) {
            throw new InvalidRequest(`the document is ${document.namespace}/${document.id}, not what the address says`);
        }
        return { workflowId: '', revision: 0, workflow: compileWorkflow(document) };
    }
    async saved(caller, name, asked) {
        const row = await this.workflows.require(caller, { ...name, environment: asked.environment });
        const revision = asked.revision ?? requireRevision(row);
        const key = { workflowId: row.id, revision };
        return { ...key, workflow: await this.revisions.require(key) };
    }
    /** A recorded event is taken by the trigger that took it, as long as nobody asks for another. */
    async event(caller, { eventId, event: given, trigger }, workflowId) {
        if ((eventId === undefined) === (given === undefined)) {
            throw new InvalidRequest('give eventId or event');
        }
        if (given !== undefined) {
            return { event: storedEvent(given, this.clock.now()), trigger };
        }
        const found = await this.sources.events.find(caller, eventId);
        if (!found) {
            throw new NotFound('there is no such event', { event: eventId });
        }
        const { event, started } = found;
        const past = event.source === null && started.find((one) => one.workflowId === workflowId);
        return { event, trigger: trigger ?? (past ? past.trigger : undefined) };
    }
};
Plans = __decorate([
    Injectable(),
    __param(3, Inject(CLOCK)),
    __metadata("design:paramtypes", [PlanSources,
        WorkflowsService,
        RevisionCache, Object])
], Plans);
export { Plans };
function requireRevision({ revision, environment }) {
    if (revision === null) {
        throw new NotFound(`the workflow is not deployed in the environment ${environment}`, { environment });
    }
    return revision;
}
//# sourceMappingURL=plans.service.js.map