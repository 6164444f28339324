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
import { Inject, Injectable, } from '@nestjs/common';
import { Ticker } from '../../../config/ticker.js';
import { Changes } from '../../../database/changes.service.js';
import { CallbackRepository } from '../../../ledger/callback.repository.js';
import { OutcomeView } from '../../../ledger/outcome.view.js';
import { LOGGER } from '../../../telemetry/logger.js';
import { Metrics } from '../../../telemetry/metrics.js';
import { readOutcomes } from '../outcome.js';
import { CallbackPost } from './callback-post.service.js';
import { resultOf } from './callback-schedule.js';
/** Posts under way at once in one process. */
const MOST_AT_ONCE = 20;
/** A sender that is silent for so long is taken for dead: more than a post and its record can take. */
const LEASE_MS = 20_000;
const EVERY_MS = 1000;
/** However often it is told that something is due, it looks no oftener. */
const BETWEEN_MS = 20;
/** An orderly stop waits so long for posts under way. */
const STOP_WITHIN_MS = 5000;
/** What a sender works with, as one thing to inject. */
let CallbackStores = class CallbackStores {
    callbacks;
    outcomes;
    changes;
    constructor(callbacks, outcomes, changes) {
        this.callbacks = callbacks;
        this.outcomes = outcomes;
        this.changes = changes;
    }
};
CallbackStores = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [CallbackRepository,
        OutcomeView,
        Changes])
], CallbackStores);
export { CallbackStores };
/** Posts callbacks that are due, of executions that ended wherever they ran. Any number of workers may. */
let CallbackSender = class CallbackSender {
    stores;
    post;
    metrics;
    logger;
    ticker = new Ticker(EVERY_MS, () => this.look());
    underWay = new Set();
    soon = null;
    looking = false;
    stopped = false;
    ended = null;
    constructor(stores, post, metrics, logger) {
        this.stores = stores;
        this.post = post;
        this.metrics = metrics;
        this.logger = logger;
    }
    onApplicationBootstrap() {
        this.stores.changes.on(['callback'], () => this.lookSoon());
        this.ticker.start();
    }
    /** Begins before anybody is waited for: a slow receiver keeps nothing else from its end. */
    onModuleDestroy() {
        this.ended = this.stop();
    }
    async beforeApplicationShutdown() {
        await this.ended;
    }
    async stop() {
        this.stopped = true;
        clearTimeout(this.soon ?? undefined);
        await this.ticker.stop();
        const timeout = new Promise((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref());
        await Promise.race([Promise.all(this.underWay), timeout]); // others send what is left
    }
    lookSoon() {
        if (!this.stopped) {
            this.soon ??= setTimeout(() => {
                this.soon = null;
                void this.look().catch(() => undefined); // the ticker looks again
            }, BETWEEN_MS);
        }
    }
    async look() {
        if (this.looking) {
            return this.lookSoon(); // this look may have begun before what it is called for was due
        }
        const free = MOST_AT_ONCE - this.underWay.size;
        if (this.stopped || free <= 0) {
            return;
        }
        this.looking = true;
        try {
            const claimed = await this.stores.callbacks.claim(free, LEASE_MS);
            if (claimed.length > 0) {
                await this.send(claimed);
            }
            if (claimed.length === free) {
                this.lookSoon();
            }
        }
        finally {
            this.looking = false;
        }
    }
    async send(claimed) {
        const ids = claimed.map(({ executionId }) => executionId);
        const outcomes = new Map((await readOutcomes(this.stores.outcomes, ids)).map((one) => [one.id, one]));
        for (const callback of claimed) {
            const sending = this.sendOne(callback, outcomes.get(callback.executionId))
                .catch((error) => {
                const { executionId } = callback; // its lease runs out, and it is sent again
                this.logger.warn({ message: 'a callback was let go', executionId, error: String(error) });
            })
                .finally(() => {
                this.underWay.delete(sending);
                this.lookSoon();
            });
            this.underWay.add(sending);
        }
    }
    async sendOne(callback, outcome) {
        const tried = outcome
            ? await this.post.send(callback, outcome)
            : { kind: 'unanswered', error: 'outcome_gone', isFinal: true };
        const result = resultOf(tried, callback.attempts, Math.random);
        if (!(await this.stores.callbacks.settle(callback, result))) {
            return;
        }
        this.metrics.callbacks.inc({ outcome: result.status === 'due' ? 'retried' : result.status });
        const { executionId, host, attempts } = callback;
        const { lastStatus, lastError, delayMs } = result;
        const line = { executionId, host, attempts, lastStatus, lastError };
        if (result.status === 'failed') {
            this.logger.warn({ message: 'a callback was given up on', ...line });
        }
        else if (result.status === 'due') {
            this.logger.info({ message: 'a callback will be tried again', ...line, delayMs });
        }
    }
};
CallbackSender = __decorate([
    Injectable(),
    __param(3, Inject(LOGGER)),
    __metadata("design:paramtypes", [CallbackStores,
        CallbackPost,
        Metrics, Object])
], CallbackSender);
export { CallbackSender };
//# sourceMappingURL=callback-sender.service.js.map