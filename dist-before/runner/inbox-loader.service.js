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
import { DataSource } from 'typeorm';
import { CLOCK } from '../config/clock.js';
import { withConnection } from '../database/session.js';
import { ApprovalRepository } from '../ledger/approval.repository.js';
import { EventRepository } from '../ledger/event.repository.js';
import { WaitRepository } from '../ledger/wait.repository.js';
import { EMPTY_INBOX } from './journey.js';
import { keyOf } from './walk-state.js';
/** Events looked at in one go, for each may be large; more are looked at when these are done with. */
const MOST_EVENTS = 20;
/** Gathers what came for the waits of an execution; nothing for the many that wait for nothing. */
let InboxLoader = class InboxLoader {
    dataSource;
    waits;
    approvals;
    events;
    clock;
    constructor(dataSource, waits, approvals, events, clock) {
        this.dataSource = dataSource;
        this.waits = waits;
        this.approvals = approvals;
        this.events = events;
        this.clock = clock;
    }
    async load(execution, workflow, runs) {
        const awaited = new Set(runs.flatMap(({ taskId, status }) => (status === 'waiting' ? awaitedBy(workflow, taskId) : [])));
        if (awaited.size === 0) {
            return EMPTY_INBOX;
        }
        const verdicts = awaited.has('person') ? await this.approvals.verdicts(execution.id) : [];
        const asOf = new Date(this.clock.now().getTime() + execution.skewMs);
        const matches = awaited.has('event') ? await this.waits.matches(execution.id, MOST_EVENTS) : [];
        const isAll = matches.length < MOST_EVENTS;
        return {
            asOf: isAll ? asOf : EMPTY_INBOX.asOf, // no wait is in vain before all was looked at
            verdicts: new Map(verdicts.map((verdict) => [verdict.id, verdict])),
            events: await withConnection(this.dataSource, (db) => this.read(db, matches)),
        };
    }
    async read(db, matches) {
        const found = await this.events.find(db, [...new Set(matches.map(({ eventId }) => eventId))]);
        const gone = matches.filter(({ eventId }) => !found.has(eventId));
        if (gone.length > 0) {
            await this.waits.pass(db, gone);
        }
        const events = new Map();
        for (const { taskId, iteration, eventId } of matches.filter((match) => !gone.includes(match))) {
            const key = keyOf(taskId, iteration);
            events.set(key, [...(events.get(key) ?? []), found.get(eventId)]);
        }
        return events;
    }
};
InboxLoader = __decorate([
    Injectable(),
    __param(4, Inject(CLOCK)),
    __metadata("design:paramtypes", [DataSource,
        WaitRepository,
        ApprovalRepository,
        EventRepository, Object])
], InboxLoader);
export { InboxLoader };
function awaitedBy({ byId }, taskId) {
    const task = byId.get(taskId);
    if (task?.kind === 'approval') {
        return ['person'];
    }
    return task?.kind === 'wait' && task.definition.event ? ['event'] : [];
}
//# sourceMappingURL=inbox-loader.service.js.map