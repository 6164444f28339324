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
import { CONFIG } from '../../config/config.js';
import { OutcomeView } from '../../ledger/outcome.view.js';
import { LOGGER } from '../../telemetry/logger.js';
import { Metrics } from '../../telemetry/metrics.js';
import { readOutcomes } from './outcome.js';
import { Rounds } from './rounds.js';
/** Outcomes read at once: each may hold what many tasks gave. */
const MOST_TOGETHER = 50;
/**
 * Finds out when executions end, wherever they run. It asks the ledger, for all that are waited for in one statement, so
 * that a wait costs memory alone: no connection, no subscription, and nothing at all where nobody waits.
 */
let Watcher = class Watcher {
    view;
    metrics;
    config;
    watches = new Map();
    rounds;
    count = 0;
    closed = false;
    constructor(view, metrics, config, logger) {
        this.view = view;
        this.metrics = metrics;
        this.config = config;
        this.rounds = new Rounds((due) => this.look(due), (error) => logger.debug({ message: 'no outcomes can be had just now', error: String(error) }));
    }
    /** Callers that wait. */
    get waiting() {
        return this.count;
    }
    /**
     * How an execution ended, as soon as it has. Null when it does not within `withinMs`, of which `WAIT_MS` is the most;
     * when `signal` aborts; at once when too many wait already or this process stops; and when there is no such execution.
     * Never rejects.
     */
    finished(executionId, withinMs, signal) {
        const ms = Math.min(withinMs, this.config.answers.waitMs);
        if (ms <= 0 || this.closed || signal?.aborted) {
            return Promise.resolve(null);
        }
        if (this.count >= this.config.answers.waitLimit) {
            this.metrics.waits.inc({ outcome: 'refused' });
            return Promise.resolve(null);
        }
        return new Promise((resolve) => this.wait(executionId, ms, signal, resolve));
    }
    /** How it stands now; null when there is none. One look at the ledger. */
    status(executionId) {
        return this.view.status(executionId);
    }
    /** Lets everybody go who waits, and nobody wait any more. */
    close() {
        this.closed = true;
        for (const watch of this.watches.values()) {
            settle(watch, null, 'stopped');
        }
    }
    wait(id, ms, signal, resolve) {
        const watch = this.watches.get(id) ?? { id, waiters: new Set() };
        const waiter = (outcome, how) => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', hungUp);
            this.leave(watch, waiter);
            this.metrics.waits.inc({ outcome: how });
            resolve(outcome);
        };
        const hungUp = () => waiter(null, 'hung_up');
        const timer = setTimeout(() => waiter(null, 'late'), ms);
        signal?.addEventListener('abort', hungUp, { once: true });
        this.join(watch, waiter);
    }
    join(watch, waiter) {
        watch.waiters.add(waiter);
        this.watches.set(watch.id, watch);
        this.rounds.add(watch);
        this.count += 1;
        this.metrics.waiters.set(this.count);
    }
    leave(watch, waiter) {
        watch.waiters.delete(waiter);
        if (watch.waiters.size === 0) {
            this.watches.delete(watch.id);
            this.rounds.remove(watch);
        }
        this.count -= 1;
        this.metrics.waiters.set(this.count);
    }
    async look(due) {
        const open = await this.view.stillOpen(due.map(({ id }) => id));
        const ended = due.filter(({ id, waiters }) => !open.has(id) && waiters.size > 0);
        for (let from = 0; from < ended.length; from += MOST_TOGETHER) {
            await this.tell(ended.slice(from, from + MOST_TOGETHER));
        }
    }
    async tell(ended) {
        const read = await readOutcomes(this.view, ended.map(({ id }) => id));
        const outcomes = new Map(read.map((outcome) => [outcome.id, outcome]));
        for (const watch of ended) {
            const outcome = outcomes.get(watch.id) ?? null;
            settle(watch, outcome, outcome ? 'finished' : 'unknown');
        }
    }
};
Watcher = __decorate([
    Injectable(),
    __param(2, Inject(CONFIG)),
    __param(3, Inject(LOGGER)),
    __metadata("design:paramtypes", [OutcomeView,
        Metrics, Object, Object])
], Watcher);
export { Watcher };
function settle({ waiters }, outcome, how) {
    for (const waiter of waiters) {
        waiter(outcome, how);
    }
}
//# sourceMappingURL=watcher.service.js.map