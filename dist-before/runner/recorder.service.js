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
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import { newId } from '../config/clock.js';
import { isItemFault } from '../database/faults.js';
import { LocalDirectoryRepository } from '../directories/local/local-directory.repository.js';
import { GroupCommit } from '../ledger/group-commit.js';
import { holdOf, ProgressRepository } from '../ledger/progress.repository.js';
import { BurialRepository } from '../recovery/burial.repository.js';
import { Metrics } from '../telemetry/metrics.js';
import { endedStep } from './ended-step.js';
import { buried } from './failure.js';
import { heed } from './heed.js';
import { NestedStores } from './nested-stores.service.js';
import { Permits } from './permits.service.js';
import { putOff } from './put-off.js';
import { advance } from './walk.js';
import { WALK_PARTS } from './walk-parts.js';
/** The lease is lost: nothing was written. */
export const LOST = Symbol('lost');
/** The tables a recorder writes, as one thing to inject. */
let RecorderStores = class RecorderStores {
    progress;
    directory;
    audit;
    burials;
    nested;
    constructor(progress, directory, audit, burials, nested) {
        this.progress = progress;
        this.directory = directory;
        this.audit = audit;
        this.burials = burials;
        this.nested = nested;
    }
};
RecorderStores = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ProgressRepository,
        LocalDirectoryRepository,
        AuditLogRepository,
        BurialRepository,
        NestedStores])
], RecorderStores);
export { RecorderStores };
/**
 * Commits the steps of executions that run side by side together. Changes of our own tables are applied within, and
 * their walks go on within, so that an execution of such tasks alone costs one shared commit.
 */
let Recorder = class Recorder {
    dataSource;
    stores;
    permits;
    metrics;
    parts;
    commits = new GroupCommit((steps) => this.write(steps), {
        maxBatch: 250,
        inFlight: 2,
        worthwhile: 16,
        isDataFault: isItemFault,
    });
    constructor(dataSource, stores, permits, metrics, parts) {
        this.dataSource = dataSource;
        this.stores = stores;
        this.permits = permits;
        this.metrics = metrics;
        this.parts = parts;
    }
    /** Resolves once the step, and whatever it led to within our tables, is committed. */
    async record(step) {
        try {
            return (await this.commits.submit(step));
        }
        catch (error) {
            if (!isItemFault(error)) {
                throw error;
            }
            return this.commits.submit(unstorable(step)); // tried again for ever otherwise: the fault is in what it holds
        }
    }
    drained() {
        return this.commits.drained();
    }
    async write(steps) {
        this.metrics.commitItems.observe({ writer: 'runner' }, steps.length);
        return this.dataSource.transaction(async (tx) => {
            const held = await this.stores.progress.fence(tx, steps.map(({ journey }) => journey.execution));
            const live = steps.filter((step) => held.has(holdOfStep(step)));
            const heeding = live.map((step) => heed(step, held.get(holdOfStep(step)), this.parts));
            const reached = await this.applyOwn(tx, await this.permits.grant(tx, heeding));
            await this.save(tx, reached);
            const byHold = new Map(reached.map((step) => [holdOfStep(step), step]));
            return steps.map((step) => byHold.get(holdOfStep(step)) ?? LOST);
        });
    }
    /**
     * Applies own changes, each execution's next one: rows are locked in one order, so a second round has to wait for
     * another commit.
     */
    async applyOwn(tx, steps) {
        const own = steps.filter(hasOwn);
        if (own.length === 0) {
            return [...steps];
        }
        const results = await this.stores.directory.applyAll(tx, own.map(requestOf));
        const applied = own.map((step, index) => afterOwn(step, results[index], this.parts));
        return [...steps.filter((step) => !hasOwn(step)), ...applied];
    }
    async save(tx, steps) {
        const runs = steps.map(({ state }) => state.unsaved());
        const entries = steps.flatMap((step) => this.auditEntries(step));
        const burials = steps.flatMap(({ burial }) => (burial ? [burial] : []));
        const settled = steps.flatMap(({ journey: { execution }, settlement }) => settlement ? [{ id: execution.id, fence: execution.fence, settlement }] : []);
        await this.stores.progress.writeTaskRuns(tx, {
            added: runs.flatMap(({ added }) => added),
            changed: runs.flatMap(({ changed }) => changed),
        });
        if (entries.length > 0) {
            await this.stores.audit.append(tx, entries);
        }
        if (burials.length > 0) {
            await this.stores.burials.bury(tx, burials);
        }
        await this.stores.nested.save(tx, steps);
        await this.stores.progress.settle(tx, settled);
    }
    auditEntries({ journey, state }) {
        const { execution, workflow } = journey;
        if (!workflow) {
            return [];
        }
        const { namespace, id } = workflow.document;
        return state.notes.audit.map((record) => ({
            id: newId(),
            tenant: execution.tenant,
            at: this.parts.now(),
            verb: record.verb,
            actor: `workflow:${namespace}/${id}@${execution.revision}`,
            subject: record.subject,
            executionId: execution.id,
            taskId: record.taskId,
            message: record.message,
            outcome: record.outcome,
            details: record.details,
        }));
    }
};
Recorder = __decorate([
    Injectable(),
    __param(4, Inject(WALK_PARTS)),
    __metadata("design:paramtypes", [DataSource,
        RecorderStores,
        Permits,
        Metrics, Object])
], Recorder);
export { Recorder };
/** Goes on after a change of our own tables came back with its result, within the same commit. */
function afterOwn(step, result, parts) {
    const { journey, state, own: work, calls, running, unwanted } = step;
    const next = putOff(advance(journey, state, parts, { own: { work, result }, running }));
    return { ...next, calls: [...calls, ...next.calls], unwanted: [...unwanted, ...next.unwanted] };
}
const holdOfStep = ({ journey }) => holdOf(journey.execution);
/** What becomes of a step whose record Postgres does not take. */
function unstorable({ journey, state, own, calls }) {
    const error = { code: 'unexpected', message: 'what the task made cannot be stored' };
    const run = own?.run ?? calls[0]?.run ?? state.unsaved().added.at(-1);
    const attempts = run?.attempt ?? journey.execution.attempt;
    return endedStep(journey, buried(journey, run?.taskId ?? null, error, attempts));
}
function hasOwn(step) {
    return step.own !== null;
}
function requestOf({ journey, own: { effect } }) {
    const { id: by, tenant } = journey.execution;
    return { tenant, directory: effect.directory, change: effect.change, by };
}
//# sourceMappingURL=recorder.service.js.map