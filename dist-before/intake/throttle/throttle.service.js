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
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../config/clock.js';
import { CONFIG } from '../../config/config.js';
import { failFastRedis } from '../../dispatch/redis.js';
import { Metrics } from '../../telemetry/metrics.js';
import { LocalWindows } from './local-windows.js';
import { verdictOf } from './throttle-rule.js';
import { THROTTLE_SCRIPT } from './throttle-script.js';
/** How long Redis may take to say whether a request has room. */
const PATIENCE_MS = 50;
/** A busy process may learn that time is up before it has read an answer that is there. */
const turn = () => new Promise((resolve) => setImmediate(resolve, null));
/** Lets so many requests through in a window, over all processes; while no Redis answers, in this one. */
let Throttle = class Throttle {
    clock;
    metrics;
    redis;
    prefix;
    local = new LocalWindows();
    constructor({ redis }, clock, metrics) {
        this.clock = clock;
        this.metrics = metrics;
        this.redis = redis ? failFastRedis(redis.url) : null;
        this.redis?.defineCommand('takeThrottle', { lua: THROTTLE_SCRIPT });
        this.prefix = redis ? `{${redis.prefix}}:throttle` : ''; // one hash tag: a cluster keeps the keys on one node
    }
    /** Counts the request under every rule, or under none when one has no room. Never rejects. Needs at least one rule. */
    async check(rules) {
        const shared = this.redis?.status === 'ready' ? await this.patiently(this.redis, rules) : null;
        if (shared) {
            return shared;
        }
        this.metrics.throttleLocal.inc();
        return this.local.take(rules, this.clock.now().getTime());
    }
    onApplicationShutdown() {
        this.redis?.disconnect();
    }
    /** Null when Redis is away or too slow: the request is not kept waiting for it. */
    async patiently(redis, rules) {
        const enough = new AbortController();
        const answer = this.shared(redis, rules).catch(() => null);
        const tooLate = sleep(PATIENCE_MS, null, { signal: enough.signal }).then(turn, () => null);
        const verdict = await Promise.race([answer, tooLate]);
        enough.abort();
        return verdict;
    }
    async shared(redis, rules) {
        const keys = rules.map(({ key, windowMs }) => `${this.prefix}:${windowMs}:${key}`);
        const limits = rules.flatMap(({ limit, windowMs }) => [limit, windowMs]);
        const [allowed, ...numbers] = await redis.takeThrottle(keys.length, ...keys, ...limits);
        const states = rules.map((rule, index) => ({
            rule,
            used: numbers[2 * index],
            waitMs: numbers[2 * index + 1],
        }));
        return verdictOf(allowed === 1, states);
    }
};
Throttle = __decorate([
    Injectable(),
    __param(0, Inject(CONFIG)),
    __param(1, Inject(CLOCK)),
    __metadata("design:paramtypes", [Object, Object, Metrics])
], Throttle);
export { Throttle };
//# sourceMappingURL=throttle.service.js.map