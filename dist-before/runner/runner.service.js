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
import { isRefusedForNow } from '../database/faults.js';
import { LEASE_GONE, SHUTTING_DOWN } from './call.js';
import { Caller } from './caller.service.js';
import { Calls } from './calls.js';
import { JourneyLoader } from './journey-loader.service.js';
import { LOST, Recorder } from './recorder.service.js';
import { RunnerTelemetry } from './runner-telemetry.service.js';
import { advance } from './walk.js';
import { WALK_PARTS } from './walk-parts.js';
const RECORD_AGAIN_MS = 500;
/** Five minutes: by then what Postgres says is no matter of room. */
const MOST_RECORDS = 600;
/** Runs claimed executions: walks the revision, commits each step, calls the world in between. */
let Runner = class Runner {
    loader;
    recorder;
    caller;
    told;
    parts;
    constructor(loader, recorder, caller, told, parts) {
        this.loader = loader;
        this.recorder = recorder;
        this.caller = caller;
        this.told = told;
        this.parts = parts;
    }
    /**
     * Runs every execution of `work` to its settlement, side by side. Never rejects: `onSettled` is told of each as it
     * ends, with `null` when it was lost or must be handed back.
     */
    async run(work, onSettled) {
        const loaded = await this.loader.load(work).catch((error) => {
            this.told.notLoaded(work.length, error);
            return null;
        });
        await Promise.all(work.map(async (one) => {
            const start = loaded?.get(one.execution.id);
            onSettled(one, start ? await this.told.traced(one, start, () => this.runOne(one, start)) : null);
        }));
    }
    async runOne(work, start) {
        const calls = new Calls((journey, call, unwanted) => this.caller.call({ work, journey }, call, unwanted));
        work.onLook = () => calls.look();
        try {
            return await this.walk(start, calls, work.controller);
        }
        catch (error) {
            if (work.controller.signal.reason === LEASE_GONE) {
                this.told.lost();
            }
            else if (error !== SHUTTING_DOWN) {
                this.told.letGo(work.execution.id, error);
            }
            return null; // the ledger still holds it as running: it is handed back, or its lease runs out
        }
        finally {
            calls.cut([...calls.running]);
        }
    }
    /**
     * Commits step after step, and makes calls in between, until the execution leaves this worker. The signal of
     * `controller` is made when somebody asks for it, and an execution without faults does not (ADR 23).
     */
    async walk(start, calls, controller) {
        let step = 'settlement' in start ? start : advance(start.journey, start.state, this.parts);
        for (;;) {
            const recorded = await this.record(step, controller);
            if (recorded === LOST) {
                this.told.lost();
                return null;
            }
            this.told.tell(recorded);
            if (isSettled(recorded)) {
                return recorded;
            }
            calls.start(recorded);
            calls.cut(recorded.unwanted);
            if (recorded.goesOn) {
                calls.look();
            }
            const state = recorded.state.committed();
            step = recorded.own
                ? { ...recorded, state, calls: [], unwanted: [] }
                : await this.goOn(recorded.journey, state, calls);
        }
    }
    /** What was done stays in hand while Postgres has no room for it: to let go would be to do it again. */
    async record(step, controller) {
        for (let tries = 1;; tries += 1) {
            try {
                return await this.recorder.record(step);
            }
            catch (error) {
                if (!isRefusedForNow(error) || controller.signal.aborted || tries === MOST_RECORDS) {
                    throw error;
                }
                if (tries === 1) {
                    this.told.held(step.journey.execution.id, error);
                }
                await sleep(RECORD_AGAIN_MS, undefined, { signal: controller.signal }).catch(() => undefined); // then a last time
            }
        }
    }
    async goOn(journey, state, calls) {
        const results = await calls.next();
        return advance(journey, state, this.parts, { results, running: calls.running });
    }
};
Runner = __decorate([
    Injectable(),
    __param(4, Inject(WALK_PARTS)),
    __metadata("design:paramtypes", [JourneyLoader,
        Recorder,
        Caller,
        RunnerTelemetry, Object])
], Runner);
export { Runner };
function isSettled(step) {
    return step.settlement !== null;
}
//# sourceMappingURL=runner.service.js.map