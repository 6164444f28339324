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
import { randomId } from '../config/clock.js';
import { CONFIG } from '../config/config.js';
import { isDataFault } from '../database/faults.js';
import { ClaimRepository } from '../ledger/claim.repository.js';
import { LEASE_GONE, SHUTTING_DOWN } from '../runner/call.js';
import { Runner } from '../runner/runner.service.js';
import { BellQueue } from './bell-queue.js';
import { DueFront } from './due-front.js';
import { Freed } from './freed.js';
import { Doorbell } from './doorbell.service.js';
import { LimitedClaims } from './limited-claims.service.js';
/** Bells that may wait in this process when there is no Redis to hold them; more are left to the sweeper. */
const MOST_BELLS = 200;
/** Claims what is due as far as there is room, runs it, and goes on with what that frees. */
let Worker = class Worker {
    claims;
    runner;
    limited;
    doorbell;
    config;
    name = randomId();
    held = new Map();
    /** Let go without a settlement: the ledger still has them as ours. */
    letGo = new Map();
    freed = new Freed();
    bells;
    front;
    reserved = 0;
    waiters = [];
    manyFree = null;
    goingOn = false;
    stopping = false;
    /** Past the time of an orderly stop: what a claim still brings is handed back as it is. */
    lettingGo = false;
    constructor(claims, runner, limited, doorbell, config) {
        this.claims = claims;
        this.runner = runner;
        this.limited = limited;
        this.doorbell = doorbell;
        this.config = config;
        const { concurrency, sweepMs } = config.worker;
        this.front = new DueFront(sweepMs);
        this.bells = new BellQueue(concurrency, () => this.free(), (rung) => this.answer(rung));
    }
    /** Resolves when at least a quarter of what this worker takes is free, or it stops. */
    roomForMany() {
        this.manyFree ??= this.waitForMany().finally(() => {
            this.manyFree = null;
        });
        return this.manyFree;
    }
    hear(ids, scopes) {
        return this.stopping || this.bells.length >= MOST_BELLS
            ? Promise.resolve()
            : this.bells.push({ ids, scopes });
    }
    /** Claims whatever has been due for `graceMs`; true when there may be more. */
    async takeDue(graceMs) {
        const most = this.free();
        if (most <= 0) {
            return false;
        }
        const taken = await this.take(most, (taker) => this.front.look(most, (since) => this.claims.claimDue(taker, graceMs, since)));
        await this.takeLimited(await this.limited.scopes());
        return taken === most;
    }
    /** Claims what other workers held and let expire; how many. */
    async takeBack() {
        const most = this.free();
        return most <= 0 ? 0 : this.take(most, (taker) => this.claims.takeBack(taker));
    }
    /** Claims of what runs under concurrency limits, one scope at a time. */
    async takeLimited(scopes) {
        // What waits for the lock of a scope holds room: not all of it, or nothing else could be claimed.
        const part = Math.ceil(this.config.worker.concurrency / 4);
        for (const scope of scopes) {
            await this.limited.inTurn(scope, async () => {
                const most = Math.min(part, this.free());
                return most > 0 && (await this.take(most, (taker) => this.claimLimited(taker, scope))) === most;
            });
        }
    }
    /** Scopes in which something is due. */
    limitedScopes() {
        return this.limited.scopes();
    }
    /** Something was asked of an execution; it may be in hand here. */
    look(executionId) {
        this.held.get(executionId)?.look();
    }
    /** Executions in hand, for the lease keeper. */
    holding() {
        return [...this.held.values()];
    }
    /** The lease of these is gone: whatever they still do, they cannot write. A later try of one of them goes on. */
    lose(works) {
        works.forEach(({ controller }) => controller.abort(LEASE_GONE));
    }
    /** Executions that were let go and are still ours in the ledger. */
    takeLetGo() {
        const all = [...this.letGo.values()];
        this.letGo.clear();
        return all;
    }
    keepLetGo(executions) {
        executions.forEach((execution) => this.letGo.set(execution.id, execution));
    }
    /** Claims no more; resolves when everything in hand has settled or `ms` have passed and it was let go. */
    async stop(ms) {
        this.stopping = true;
        this.wake();
        for (const { ids, scopes } of this.bells.clear()) {
            this.doorbell.ring(ids, { scopes }); // for others
        }
        const deadline = Date.now() + ms;
        while ((this.held.size > 0 || this.reserved > 0) && Date.now() < deadline) {
            await new Promise((resolve) => setTimeout(resolve, 20).unref());
        }
        this.lettingGo = true;
        this.held.forEach(({ controller }) => controller.abort(SHUTTING_DOWN));
        const grace = Date.now() + 500;
        while ((this.held.size > 0 || this.reserved > 0) && Date.now() < grace) {
            await new Promise((resolve) => setTimeout(resolve, 10).unref());
        }
        this.held.forEach(({ execution }) => this.letGo.set(execution.id, execution));
    }
    async answer({ ids, scopes }) {
        if (ids.length > 0) {
            await this.take(ids.length, (taker) => this.claims.claimIds(taker, ids));
        }
        await this.takeLimited(scopes);
    }
    async claimLimited(taker, scope) {
        const { claimed, parents } = await this.limited.claim(taker, scope);
        this.freed.noteParents(parents);
        this.goOnSoon();
        return claimed;
    }
    async waitForMany() {
        while (this.free() < this.config.worker.concurrency / 4 && !this.stopping) {
            await new Promise((resolve) => this.waiters.push(resolve));
        }
    }
    free() {
        return this.stopping ? 0 : this.config.worker.concurrency - this.held.size - this.reserved;
    }
    async take(most, claim) {
        this.reserved += most;
        let claimed = [];
        try {
            claimed = await claim({ worker: this.name, leaseMs: this.config.worker.leaseMs, most });
        }
        catch (error) {
            if (!isDataFault(error)) {
                throw error; // two of one lane raced: the database let neither in, the next sweep lets one
            }
        }
        finally {
            this.reserved -= most;
            this.start(claimed);
            this.wake();
        }
        return claimed.length;
    }
    start(claimed) {
        if (this.lettingGo) {
            this.keepLetGo(claimed);
        }
        if (this.lettingGo || claimed.length === 0) {
            return;
        }
        const work = claimed.map(workOf);
        for (const one of work) {
            this.held.get(one.execution.id)?.controller.abort(LEASE_GONE); // our own, whose lease ran out unnoticed
            this.held.set(one.execution.id, one);
        }
        void this.runner.run(work, (one, step) => this.settled(one, step));
    }
    settled(work, step) {
        const { execution, controller } = work;
        if (this.held.get(execution.id) === work) {
            this.held.delete(execution.id);
        }
        if (step !== null) {
            this.freed.note(execution, step.settlement);
        }
        else if (controller.signal.reason !== LEASE_GONE) {
            this.letGo.set(execution.id, execution);
        }
        if (step?.settlement.kind === 'retry') {
            const scopes = execution.claimScope === null ? [] : [execution.claimScope];
            this.doorbell.ring([execution.id], { delayMs: step.settlement.delayMs, scopes });
        }
        this.goOnSoon();
    }
    goOnSoon() {
        this.wake();
        if (!this.goingOn && !this.freed.isEmpty) {
            this.goingOn = true;
            setImmediate(() => void this.goOn().catch(() => undefined)); // what it misses, the sweeper finds
        }
    }
    /** Lets in whoever waited for a lane or a slot. */
    async goOn() {
        const { lanes, scopes, parents } = this.freed.take();
        this.goingOn = false;
        if (parents.length > 0) {
            const woken = await this.claims.wake(parents);
            woken.scopes.forEach((scope) => scopes.add(scope));
        }
        const successors = lanes.length > 0 ? await this.claims.successors(lanes) : [];
        const next = [...successors, ...parents];
        if (next.length > 0 || scopes.size > 0) {
            this.bells.hurry(); // what follows in a lane would go at the pace of claims otherwise
            await this.hear(next, [...scopes]);
        }
    }
    wake() {
        this.bells.pump();
        this.waiters.splice(0).forEach((resolve) => resolve());
    }
};
Worker = __decorate([
    Injectable(),
    __param(4, Inject(CONFIG)),
    __metadata("design:paramtypes", [ClaimRepository,
        Runner,
        LimitedClaims,
        Doorbell, Object])
], Worker);
export { Worker };
function workOf(execution) {
    const work = {
        execution,
        startedAt: Date.now(),
        controller: new AbortController(),
        onLook: null,
        look: () => work.onLook?.(),
    };
    return work;
}
//# sourceMappingURL=worker.service.js.map