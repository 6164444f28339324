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
import { CONFIG } from '../config/config.js';
import { AppError } from '../errors/app-error.js';
import { OutcomeUnknown, TargetHeld, TargetRateLimited, TargetUnavailable, TaskTimeout, } from '../errors/errors.js';
import { Metrics } from '../telemetry/metrics.js';
import { SLOW_MS, TargetGate } from './target-gate.js';
const STATES = { closed: 0, half_open: 1, open: 2 };
/** Gates kept before those that know nothing are dropped. */
const KEPT = 1_000;
/**
 * Keeps one slow or dead target from taking all the room of this worker: no more than half of it may be in calls
 * to one target, and a directory or a token endpoint that fails is left alone for a while. What is held back goes to the ledger
 * and comes back, without counting as a try.
 */
let TargetGates = class TargetGates {
    metrics;
    config;
    gates = new Map();
    constructor(metrics, config) {
        this.metrics = metrics;
        this.config = config;
    }
    /** Makes a call if its target may be called now. Rejects with TargetHeld, or with what the call threw. */
    async through(tenant, { target }, call) {
        if (target === undefined) {
            return call();
        }
        const gate = this.gateOf(tenant, target);
        const passage = await enter(gate);
        this.show(tenant, target, gate);
        if ('reason' in passage) {
            this.metrics.callsHeld.inc({ reason: passage.reason });
            throw new TargetHeld('the target is left alone for now', { ...target, ...passage });
        }
        let finding = { kind: 'works' };
        try {
            return await call();
        }
        catch (error) {
            finding = findingOf(error);
            throw error;
        }
        finally {
            gate.leave(passage, finding, performance.now());
            this.show(tenant, target, gate);
        }
    }
    gateOf(tenant, target) {
        const key = JSON.stringify([
            tenant,
            target.directory ?? null,
            target.origin ?? null,
            target.tokenEndpoint ?? null,
        ]);
        const kept = this.gates.get(key);
        if (kept) {
            return kept;
        }
        this.dropFresh();
        const most = Math.max(1, Math.floor(this.config.worker.concurrency / 2));
        const gate = new TargetGate({ isOne: target.origin === undefined, most });
        this.gates.set(key, gate);
        return gate;
    }
    show(tenant, { directory }, gate) {
        if (directory !== undefined) {
            const state = STATES[gate.state(performance.now())];
            this.metrics.directoryBreaker.set({ directory: `${tenant}/${directory}` }, state);
        }
    }
    dropFresh() {
        if (this.gates.size >= KEPT) {
            const now = performance.now();
            [...this.gates].forEach(([key, gate]) => gate.isFresh(now) && this.gates.delete(key));
        }
    }
};
TargetGates = __decorate([
    Injectable(),
    __param(1, Inject(CONFIG)),
    __metadata("design:paramtypes", [Metrics, Object])
], TargetGates);
export { TargetGates };
/** Waits a moment for room, if that may help. */
async function enter(gate) {
    const since = performance.now();
    for (;;) {
        const waitedMs = performance.now() - since;
        const entered = gate.enter(performance.now(), waitedMs);
        if (entered !== null) {
            return entered;
        }
        await gate.room(SLOW_MS - waitedMs);
    }
}
/** A refusal is an answer: the target works. What was cut off by us says nothing, nor does a token endpoint left alone. */
function findingOf(error) {
    if (error instanceof TargetRateLimited) {
        const seconds = error.details['retryAfterSeconds'];
        return { kind: 'limits', askedMs: typeof seconds === 'number' ? seconds * 1000 : 0 };
    }
    if (error instanceof TargetUnavailable || error instanceof OutcomeUnknown || error instanceof TaskTimeout) {
        return { kind: 'fails' };
    }
    return { kind: error instanceof AppError && !(error instanceof TargetHeld) ? 'works' : 'nothing' };
}
//# sourceMappingURL=target-gates.service.js.map