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
import { SpanKind } from '@opentelemetry/api';
import { CLOCK } from '../config/clock.js';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { SenderRefused } from '../errors/errors.js';
import { currentExemplar, inSpan } from '../telemetry/work-context.js';
import { AdmissionTelemetry } from './admission-telemetry.service.js';
import { acknowledge, NO_ENVIRONMENT, sampled, UNAVAILABLE, UNKNOWN } from './answer.js';
import { environmentOf } from './environment-of.js';
import { eventsOf } from './events-of.js';
import { HookDirectory } from './hook-directory.service.js';
import { Recording } from './recording.service.js';
import { readControlEvent } from './ssf/control-event.js';
import { asSetAnswer } from './ssf/set-answer.js';
import { Threshold } from './threshold.service.js';
import { answered, inSetTerms, throttled, unexpected, verdictOn, withThrottle, } from './verdict.js';
import { firstHeader } from './verification/raw-request.js';
/** What a delivery is told that leads to no hook. */
const NOWHERE = { unknown: UNKNOWN, no_environment: NO_ENVIRONMENT, stuck: UNAVAILABLE };
/** The pipeline every delivery goes through, by whichever door it came: find, prove, read, write down, answer. */
let Admission = class Admission {
    hooks;
    recording;
    telemetry;
    threshold;
    clock;
    constructor(hooks, recording, telemetry, threshold, clock) {
        this.hooks = hooks;
        this.recording = recording;
        this.telemetry = telemetry;
        this.threshold = threshold;
        this.clock = clock;
    }
    /** Never rejects: whatever happens is an answer. `address` is the opaque part of the hook's URL. */
    arrive(address, request, way = {}) {
        return this.take(this.hooks.find(address, environmentOf(request.url)), request, way);
    }
    /** The same by whichever way the hook was found. */
    async take(found, request, way = {}) {
        if (found.kind !== 'hook' || isOver(found.hook, this.clock.now())) {
            const done = this.telemetry.metrics.intakeSeconds.start();
            this.telemetry.metrics.deliveries.inc({ hook: 'unknown', outcome: 'refused', reason: 'unknown_hook' });
            done({ outcome: 'refused' });
            const nowhere = found.kind === 'hook' ? UNKNOWN : NOWHERE[found.kind];
            const answer = this.hooks.isLoaded ? nowhere : UNAVAILABLE;
            return { kind: 'answered', answer: way.asSet ? asSetAnswer(answer, null) : answer };
        }
        if (this.threshold.crowd.isTooMuch(this.recording.waitedMs)) {
            return this.turnAway(found.hook, way);
        }
        return (await this.deliver(found.hook, request, way)).taken;
    }
    /** A token that was fetched from its transmitter. Null when its hook cannot be opened just now. */
    async admitFetched(address, request, jti) {
        const found = this.hooks.find(address, DEFAULT_ENVIRONMENT);
        return found.kind === 'hook' ? this.deliver(found.hook, request, { asSet: true, jti }) : null;
    }
    /** Notes a delivery that is refused before the gate: what it showed opens none of the hooks it could mean. */
    refuse(hook, request, reason, answer) {
        const call = { request, client: this.threshold.addressOf(request), now: this.clock.now() };
        this.telemetry.note(hook, call, answered(answer, 'refused', reason));
        return answer;
    }
    /** Costs next to nothing, so that there is time for those who wait: nothing is proven, read or written. */
    turnAway(hook, way) {
        this.telemetry.metrics.deliveries.inc({ hook: hook.label, outcome: 'unavailable', reason: 'crowded' });
        const asSet = way.asSet || hook.gate.takesSecurityEvents;
        return { kind: 'answered', answer: asSet ? asSetAnswer(UNAVAILABLE, null) : UNAVAILABLE };
    }
    deliver(hook, request, way) {
        const traceparent = firstHeader(request.rawHeaders, 'traceparent');
        const parts = { name: 'delivery', kind: SpanKind.SERVER, attributes: { 'signet.hook': hook.label } };
        return this.telemetry.tracing.start({ traceparent }, parts, () => this.timed(hook, request, way));
    }
    async timed(hook, request, way) {
        const done = this.telemetry.metrics.intakeSeconds.start();
        const call = { request, client: this.threshold.addressOf(request), now: this.clock.now() };
        const throttle = await this.threshold.throttle(hook, way);
        const judged = throttle?.allowed === false ? throttled(throttle) : await this.judge(hook, call, way);
        const verdict = way.asSet || hook.gate.takesSecurityEvents ? inSetTerms(judged) : judged;
        done({ outcome: verdict.outcome }, currentExemplar());
        this.telemetry.note(hook, call, verdict);
        return throttle ? withThrottle(verdict, throttle) : verdict;
    }
    async judge(hook, { request, client, now }, way) {
        try {
            const passed = await inSpan({ name: 'verify' }, () => hook.gate.pass(request, client, now, way));
            if (passed.kind === 'handshake') {
                return answered(passed.answer, 'handshake', null);
            }
            if (way.jti !== undefined && passed.view.claims?.['jti'] !== way.jti) {
                throw new SenderRefused('claim_mismatch');
            }
            const content = hook.sample && (await this.telemetry.sampler.capture(hook, passed.view, now));
            if (hook.sample?.alone) {
                return content
                    ? answered(sampled(content), 'sample', null)
                    : answered(UNKNOWN, 'refused', 'trigger_off');
            }
            return await this.write(hook, passed, client ?? request.remoteAddress);
        }
        catch (error) {
            const verdict = verdictOn(error, hook.gate.methods);
            if (!verdict) {
                this.telemetry.logger.error({ message: 'a delivery failed unexpectedly', error: String(error) });
            }
            return verdict ?? unexpected();
        }
    }
    async write(hook, passed, remoteAddress) {
        this.telemetry.secretUses.note(hook, passed.secretUses);
        const triggers = this.hooks.triggers(hook.tenant, hook.environment);
        const mayReturn = this.hooks.changesUsers(hook.tenant, hook.environment);
        const arrival = { hook, view: passed.view, remoteAddress, triggers, mayReturn, now: this.clock.now() };
        const extracted = passed.events();
        const [first] = extracted;
        if (first?.control && extracted.length === 1) {
            return this.writeControl(hook, readControlEvent(first));
        }
        const events = eventsOf(arrival, extracted);
        const recorded = events.length === 0 ? [] : await inSpan({ name: 'commit' }, () => this.recording.record(events));
        const { answer, outcome } = acknowledge(recorded);
        return {
            taken: { kind: 'recorded', hook, recorded, headers: {} },
            outcome,
            reason: null,
            status: answer.status,
            eventId: recorded[0]?.eventId ?? null,
        };
    }
    /** An event about its own stream is no event of an identity: it is taken note of, and starts nothing. */
    async writeControl(hook, control) {
        if (hook.owner.kind === 'source') {
            await this.recording.recordControl(hook.id, control);
        }
        return answered(acknowledge([]).answer, 'control', control.kind);
    }
};
Admission = __decorate([
    Injectable(),
    __param(4, Inject(CLOCK)),
    __metadata("design:paramtypes", [HookDirectory,
        Recording,
        AdmissionTelemetry,
        Threshold, Object])
], Admission);
export { Admission };
/** It was there for a sample alone, and nobody waits any more. */
function isOver({ sample }, now) {
    return sample?.alone === true && sample.until <= now;
}
//# sourceMappingURL=admission.service.js.map