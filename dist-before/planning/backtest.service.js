var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { BacktestTally } from './backtest-tally.js';
import { firstIdAt, lastIdAt } from './id-window.js';
import { makePlan } from './make-plan.js';
import { PastEventView } from './past-event.view.js';
import { PlanWorlds } from './plan-world.service.js';
import { SubjectOrder } from './subject-order.js';
const BATCH = 100;
const MOST_EVENTS = 100_000;
/** Differences told one by one; the report counts them all. */
const MOST_DIFFERENCES = 100;
/**
 * Plans a draft for each recorded event of a period. Reads history batch by batch in the order of ids, and keeps only
 * counts. Directories are not asked: everybody is known and active in them. What a call gave then, it is taken to give.
 */
let Backtest = class Backtest {
    events;
    worlds;
    constructor(events, worlds) {
        this.events = events;
        this.worlds = worlds;
    }
    async *run(request) {
        const { reach, environment, since, until } = request;
        const { radius, ...whole } = await this.worlds.open({ reach, environment });
        const world = withoutDirectories(whole);
        const tally = new BacktestTally();
        const order = new SubjectOrder();
        let [events, differences] = [0, 0];
        let after = firstIdAt(since.getTime());
        const last = lastIdAt(until.getTime() - 1);
        for (;;) {
            const batch = await this.events.batch({ tenant: reach.tenant, environment, after, last, limit: BATCH });
            for (const { event, past, runs } of await this.withPast(request, batch)) {
                const touched = [];
                const planned = await planPast(request, { ...world, touched }, { event, past, runs });
                const plan = order.apply(request.workflow, event, planned);
                if (plan === planned) {
                    await radius.count(touched, { id: event.id, at: event.receivedAt });
                }
                tally.add(plan, past, runs);
                const change = differenceOf(event, plan, past);
                if (change && differences < MOST_DIFFERENCES) {
                    differences += 1;
                    yield change;
                }
                await breathe(); // others want to be served, too
            }
            events += batch.length;
            const isOver = batch.length < BATCH;
            const reached = isOver ? until : batch.at(-1).receivedAt;
            yield { kind: 'progress', events, done: partOf(since, reached, until) };
            if (isOver || events >= MOST_EVENTS) {
                yield { kind: 'report', isWhole: isOver, ...tally.report(), blastRadius: radius.report() };
                return;
            }
            after = batch.at(-1).id;
        }
    }
    /** Events the workflow could be about, with what it did about them then. */
    async withPast({ reach, workflowId }, batch) {
        const started = await this.events.startedBy(reach, batch.map(({ id }) => id));
        const seen = new Set(started.map(({ eventId }) => eventId));
        const own = new Map(started.filter((one) => one.workflowId === workflowId).map((one) => [one.eventId, one]));
        const runs = await this.events.runsOf([...own.values()].map(({ id }) => id));
        return batch
            .filter(({ id }) => reach.namespaces.length === 0 || seen.has(id))
            .filter(({ id, source }) => source !== null || own.has(id))
            .map((event) => {
            const past = own.get(event.id) ?? null;
            return { event, past, runs: past ? (runs.get(past.id) ?? []) : [] };
        });
    }
};
Backtest = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PastEventView,
        PlanWorlds])
], Backtest);
export { Backtest };
/** An event of a hook is taken by the trigger that took it, where the draft still has one of that name. */
function planPast({ reach, environment, workflow, workflowId }, world, { event, past, runs }) {
    const has = past !== null &&
        (past.trigger === 'api' || workflow.triggers.some(({ definition }) => definition.id === past.trigger));
    const trigger = event.source === null && has ? past.trigger : undefined;
    const place = { tenant: reach.tenant, environment, workflowId: workflowId ?? '', revision: 0 };
    return makePlan({ ...place, workflow, event, trigger, stubs: answersOf(runs, workflow) }, { ...world, now: event.receivedAt });
}
function answersOf(runs, { byId }) {
    const answered = runs.filter(({ task, action, status }) => action === 'http.request' && status === 'succeeded' && byId.get(task)?.definition.type === action);
    return Object.fromEntries(answered.map(({ task, output }) => [task, { output }]));
}
function differenceOf(event, { status, trigger }, past) {
    const [before, after] = [past?.status ?? null, trigger === null ? null : status];
    return before === after ? null : { kind: 'difference', event: event.id, type: event.type, before, after };
}
function withoutDirectories(world) {
    return {
        ...world,
        directories: {
            get: (name) => (world.directories.get(name) ? { kind: 'own', name } : undefined),
        },
        findUser: (_, id) => Promise.resolve({ id, active: true, roles: [], groups: [], attributes: {} }),
    };
}
function partOf(since, at, until) {
    const whole = until.getTime() - since.getTime();
    return whole <= 0 ? 1 : Math.min(1, Math.max(0, (at.getTime() - since.getTime()) / whole));
}
//# sourceMappingURL=backtest.service.js.map