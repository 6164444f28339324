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
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../config/clock.js';
import { AppError } from '../errors/app-error.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { LOGGER } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { TokenBuckets } from './limits/token-buckets.js';
/** Handshakes are answered without proof, so a hook answers so many at once, and so many a second. */
const ANSWERS = { burst: 60, perSecond: 5 };
const VISIT = { method: 'GET', timeoutMs: 5000, maxBytes: 64 * 1024, redirects: 0 };
/** Pauses between the tries of one visit. */
const PAUSES_MS = [500, 5000, 30_000];
/** Visits at one time: they are made for people who click, not for floods. */
const MOST_UNDER_WAY = 10;
/** Confirmed addresses remembered, so that a message that comes twice is followed once. */
const MOST_REMEMBERED = 1000;
/**
 * What handshakes take besides their answer: a limit, and the visit that confirms a subscription. A visit is not
 * written down: one that a stop of the process cuts short loses no event, the subscription is shown as pending where it
 * was made, and can be asked for again there.
 */
let Handshakes = class Handshakes {
    client;
    metrics;
    logger;
    buckets;
    visits = new Map();
    underWay = new Set();
    stopping = new AbortController();
    constructor(client, metrics, logger, clock) {
        this.client = client;
        this.metrics = metrics;
        this.logger = logger;
        this.buckets = new TokenBuckets(ANSWERS, clock);
    }
    /** For one hook; `label` names it in the log. */
    of(hookId, label) {
        return {
            mayAnswer: () => this.buckets.take(hookId),
            visit: (url) => this.visitOnce(label, url),
        };
    }
    async onApplicationShutdown() {
        this.stopping.abort();
        await Promise.all(this.underWay);
    }
    visitOnce(label, url) {
        const key = createHash('sha256').update(url).digest('base64');
        if (this.visits.has(key)) {
            return;
        }
        if (this.underWay.size >= MOST_UNDER_WAY) {
            this.metrics.confirmations.inc({ outcome: 'dropped' });
            this.logger.warn({ message: 'too many subscriptions to confirm at once', hook: label });
            return;
        }
        this.remember(key);
        const visit = this.visit(label, url).then((outcome) => {
            this.underWay.delete(visit);
            if (outcome === 'confirmed') {
                this.visits.set(key, 'confirmed');
            }
            else {
                this.visits.delete(key); // whoever asks again gets another visit
            }
        });
        this.underWay.add(visit);
    }
    /** Never rejects. The address holds a token: the log names its host alone. */
    async visit(label, url) {
        const { host } = new URL(url);
        let outcome = await this.tryVisit(url);
        for (const pause of PAUSES_MS) {
            if (outcome !== 'failed' || this.stopping.signal.aborted) {
                break;
            }
            await sleep(pause, null, { signal: this.stopping.signal }).catch(() => null);
            outcome = await this.tryVisit(url);
        }
        this.metrics.confirmations.inc({ outcome });
        const told = { hook: label, host, outcome };
        if (outcome === 'confirmed') {
            this.logger.info({ message: 'a subscription was confirmed', ...told });
        }
        else {
            this.logger.warn({ message: 'a subscription could not be confirmed; ask its sender again', ...told });
        }
        return outcome;
    }
    async tryVisit(url) {
        try {
            const { status } = await this.client.request({ ...VISIT, url, signal: this.stopping.signal });
            if (status >= 200 && status < 300) {
                return 'confirmed';
            }
            return status === 429 || status >= 500 ? 'failed' : 'refused';
        }
        catch (error) {
            return error instanceof AppError && !error.retryable ? 'refused' : 'failed';
        }
    }
    remember(key) {
        this.visits.set(key, 'under way');
        for (const [oldest, state] of this.visits) {
            if (this.visits.size <= MOST_REMEMBERED) {
                return;
            }
            if (state === 'confirmed') {
                this.visits.delete(oldest);
            }
        }
    }
};
Handshakes = __decorate([
    Injectable(),
    __param(2, Inject(LOGGER)),
    __param(3, Inject(CLOCK)),
    __metadata("design:paramtypes", [GuardedClient,
        Metrics, Object, Object])
], Handshakes);
export { Handshakes };
//# sourceMappingURL=handshakes.service.js.map