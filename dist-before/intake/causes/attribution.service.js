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
import { CONFIG } from '../../config/config.js';
import { isDataFault } from '../../database/faults.js';
import { readStamp } from '../../ledger/cause-stamp.js';
import { GroupCommit } from '../../ledger/group-commit.js';
import { OwnChangeRepository, } from '../../ledger/own-change.repository.js';
import { deriveKey } from '../../secrets/seal.js';
import { Metrics } from '../../telemetry/metrics.js';
import { asksForCause, attributed, outcomeOf } from './attributed.js';
import { findOrigin } from './came-of.js';
/**
 * Finds out which events are of our own making: by the stamp they carry, else by the changes we made of their subject. Asks
 * Postgres only where a workflow changes users, those that come together in one statement.
 */
let Attribution = class Attribution {
    metrics;
    clock;
    key;
    lookUps;
    constructor(changes, metrics, clock, config) {
        this.metrics = metrics;
        this.clock = clock;
        this.key = deriveKey(config.masterKey, 'causes');
        this.lookUps = new GroupCommit((subjects) => changes.find(subjects), {
            maxBatch: 200,
            inFlight: 2,
            isDataFault,
        });
    }
    /** The events, those of our own making with their cause and without the executions that are avoided for it. */
    async attribute(events) {
        return events.some((event) => this.isSuspect(event))
            ? Promise.all(events.map((event) => this.attributeOne(event)))
            : events;
    }
    get waitedMs() {
        return this.lookUps.waitedMs;
    }
    drained() {
        return this.lookUps.drained();
    }
    isSuspect(event) {
        return (asksForCause(event) &&
            (event.stamp !== undefined || (event.mayReturn === true && event.subject !== null)));
    }
    async attributeOne(event) {
        if (!this.isSuspect(event)) {
            return event;
        }
        const stamped = event.stamp === undefined ? null : readStamp(this.key, event.stamp, event, this.clock.now());
        const cause = stamped ?? (await this.findCause(event));
        if (cause === null) {
            return event;
        }
        this.metrics.causedEvents.inc({ by: stamped ? 'stamp' : 'change' });
        for (const execution of event.executions) {
            this.metrics.causedExecutions.inc({
                workflow: execution.workflow,
                outcome: outcomeOf(execution, cause),
            });
        }
        return attributed(event, cause);
    }
    async findCause(event) {
        const { tenant, environment, subject, mayReturn } = event;
        if (mayReturn !== true || subject === null) {
            return null;
        }
        const changes = await this.lookUps.submit({ tenant, environment, subject });
        const { type, commonType, occurredAt } = event;
        const origin = changes.length === 0
            ? undefined
            : findOrigin({ type, commonType, occurredAt, body: JSON.parse(event.body) }, changes);
        return origin?.cause ?? null;
    }
};
Attribution = __decorate([
    Injectable(),
    __param(2, Inject(CLOCK)),
    __param(3, Inject(CONFIG)),
    __metadata("design:paramtypes", [OwnChangeRepository,
        Metrics, Object, Object])
], Attribution);
export { Attribution };
//# sourceMappingURL=attribution.service.js.map