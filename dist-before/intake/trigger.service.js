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
import { newId } from '../config/clock.js';
import { CLOCK } from '../config/clock.js';
import { InvalidRequest, NotFound } from '../errors/errors.js';
import { LimitBook } from '../workflow/limit-book.service.js';
import { RevisionCache } from '../workflow/revision-cache.service.js';
import { VariableStore } from '../workflow/variable-store.service.js';
import { dedupeKey } from './event-columns.js';
import { openingOf, scopeOf } from './events-of.js';
import { laneOf } from '../workflow/lane.js';
import { Recording } from './recording.service.js';
import { holdsZero } from './zero-character.js';
/** Hook id of events that came by the management API. */
const API_HOOK = '00000000-0000-0000-0000-000000000000';
/** Starts one workflow by hand, on the same way through the ledger as a delivery. */
let ManualTrigger = class ManualTrigger {
    recording;
    revisions;
    variables;
    limits;
    clock;
    constructor(recording, revisions, variables, limits, clock) {
        this.recording = recording;
        this.revisions = revisions;
        this.variables = variables;
        this.limits = limits;
        this.clock = clock;
    }
    /** `row` says which environment is meant. Throws NotFound where the workflow is not deployed or is disabled. */
    async triggerWorkflow(row, input) {
        const deployed = await this.requireDeployed(row);
        const body = input.body === undefined ? 'null' : JSON.stringify(input.body);
        if (holdsZero(body)) {
            throw new InvalidRequest('the body holds a zero character, which cannot be stored');
        }
        const now = this.clock.now();
        const id = newId();
        const externalId = input.externalId === undefined ? null : `${row.id}:${input.externalId}`;
        const { type = null, subject = null } = input;
        const trigger = {
            id,
            type,
            commonType: null,
            source: null,
            subject,
            time: now.toISOString(),
            hook: API_HOOK,
            body: input.body ?? null,
            headers: {},
            parameters: {},
        };
        const lane = laneOf(deployed, subject, scopeOf(trigger, deployed, now));
        const [recorded] = await this.recording.record([
            {
                id,
                deliveryId: id,
                tenant: row.tenant,
                environment: row.environment,
                hookId: API_HOOK,
                dedupeKey: dedupeKey(externalId, id, row.environment),
                source: null,
                type,
                commonType: null,
                externalId: input.externalId ?? null,
                subject,
                occurredAt: now,
                remoteAddress: 'api',
                bytes: Buffer.byteLength(body),
                body,
                headers: '{}',
                parameters: '{}',
                inputs: null,
                test: false,
                traceparent: null,
                executions: [openingOf(deployed, 'api', lane, 'ignore')],
            },
        ]);
        return { event: recorded.eventId, executions: recorded.executions };
    }
    /** Throws NotFound where it is not deployed or is disabled. */
    async requireDeployed({ id: workflowId, tenant, environment, revision, enabled, }) {
        if (revision === null || !enabled) {
            const state = revision === null ? 'not deployed' : 'disabled';
            throw new NotFound(`the workflow is ${state} in the environment ${environment}`, { environment });
        }
        const workflow = await this.revisions.require({ workflowId, revision });
        const variables = await this.variables.values(tenant, workflow.document.namespace, environment);
        const limits = await this.limits.ofWorkflow({ tenant, workflowId, environment }, workflow.document);
        const { triggers } = workflow;
        return { workflowId, revision, tenant, environment, workflow, triggers, variables, limits };
    }
};
ManualTrigger = __decorate([
    Injectable(),
    __param(4, Inject(CLOCK)),
    __metadata("design:paramtypes", [Recording,
        RevisionCache,
        VariableStore,
        LimitBook, Object])
], ManualTrigger);
export { ManualTrigger };
//# sourceMappingURL=trigger.service.js.map