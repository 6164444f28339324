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
import { CLOCK } from '../config/clock.js';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { InvalidParameters, InvalidRequest, NotFound } from '../errors/errors.js';
import { TriggerIndex } from '../workflow/trigger-match.js';
import { eventsOf } from './events-of.js';
import { usualLocators } from './gate.js';
import { HookDirectory } from './hook-directory.service.js';
import { isJsonObject } from './parsing/json.js';
import { placeParameters } from './parameters/place-parameters.js';
import { credentialNames } from './proof-names.js';
import { Recording } from './recording.service.js';
import { viewOf } from './signing/draft-request.js';
import { writeRequest } from './signing/write-request.js';
import { asSecurityEvent } from './ssf/security-event.js';
import { ManualTrigger } from './trigger.service.js';
import { compileEvents } from './verification/events.js';
import { loadPresets } from './verification/presets.js';
import { loadVocabulary } from './vocabulary/vocabulary.js';
const NO_TRIGGERS = new TriggerIndex([]);
/**
 * Runs what a delivery would have started, without one: from the event on it is the same way, marked as a test. No proof is
 * asked for: the caller of the API is known.
 */
let TestRuns = class TestRuns {
    manual;
    hooks;
    recording;
    clock;
    presets = loadPresets();
    vocabulary = loadVocabulary(this.presets.keys());
    constructor(manual, hooks, recording, clock) {
        this.manual = manual;
        this.hooks = hooks;
        this.recording = recording;
        this.clock = clock;
    }
    /**
     * One trigger alone, also where it is switched off; `source` is that of an event trigger. Throws NotFound where the
     * workflow is not deployed or is disabled, InvalidRequest naming every wrong parameter.
     */
    async ofTrigger(row, triggerId, at, request) {
        const deployed = await this.manual.requireDeployed(row);
        const trigger = deployed.triggers.find(({ definition }) => definition.id === triggerId);
        if (!trigger) {
            throw new NotFound('the workflow has no such trigger there', { trigger: triggerId });
        }
        const { tenant, environment } = deployed;
        const place = { id: at.hookId, tenant, environment };
        const { definition } = trigger;
        if (definition.type === 'webhook') {
            const owner = { kind: 'workflow', deployed, trigger };
            const placed = placeParameters(trigger.parameters ?? [], request.parameters ?? {}, request);
            const plan = { hook: { ...place, owner }, triggers: NO_TRIGGERS, proofs: definition };
            return this.run(plan, { ...placed, ...methodOf(request) });
        }
        const on = { ...trigger, definition: { ...definition, enabled: true } };
        const hook = { ...place, owner: { kind: 'source', name: definition.source } };
        const triggers = new TriggerIndex([{ ...deployed, triggers: [on] }]);
        return this.run({ hook, triggers, proofs: at.source?.definition ?? {} }, withoutParameters(request));
    }
    /** Every workflow that waits for the event of a source. */
    async ofSource(source, request) {
        const { tenant, environment, name, hookId, definition } = source;
        const hook = { id: hookId, tenant, environment, owner: { kind: 'source', name } };
        const triggers = this.hooks.triggers(tenant, environment);
        return this.run({ hook, triggers, proofs: definition }, withoutParameters(request));
    }
    async run({ hook, triggers, proofs }, request) {
        const view = viewOf(writeRequest(request, { method: request.method ?? 'POST', url: urlOf(hook) }));
        const now = this.clock.now();
        const { verify, event, vocabulary, token } = proofs;
        const profile = verify && this.presets.get(verify.profile);
        const read = compileEvents(usualLocators(profile, event), verify?.config);
        const extracted = profile?.errors === 'rfc8935' ? securityEvents(view, read) : read(view);
        const commonTypeOf = this.vocabulary.namingOf(verify?.profile ?? null, vocabulary);
        const names = credentialNames({
            config: verify?.config ?? {},
            ...(profile && { profile }),
            ...(token && { token }),
        });
        const there = { ...hook, gate: { commonTypeOf, credentialNames: names } };
        const arrival = { hook: there, view, remoteAddress: 'api', triggers, now, test: true };
        const events = asCallers(() => eventsOf(arrival, extracted));
        const recorded = events.length === 0 ? [] : await this.recording.record(events);
        return {
            event: recorded[0]?.eventId ?? null,
            executions: recorded.flatMap(({ executions }) => executions),
        };
    }
};
TestRuns = __decorate([
    Injectable(),
    __param(3, Inject(CLOCK)),
    __metadata("design:paramtypes", [ManualTrigger,
        HookDirectory,
        Recording, Object])
], TestRuns);
export { TestRuns };
/** The body stands for the claims of the token that would have come. */
function securityEvents(view, read) {
    const { json } = view;
    if (json.ok && isJsonObject(json.value)) {
        view.claims = json.value;
        view.tokenIsMessage = true;
    }
    return read(view).map((event) => asSecurityEvent(event, view.claims));
}
const methodOf = ({ method }) => (method === undefined ? {} : { method });
/** What the sender would have called. */
function urlOf({ environment }) {
    return environment === DEFAULT_ENVIRONMENT ? '/' : `/?${new URLSearchParams({ environment }).toString()}`;
}
function withoutParameters(request) {
    placeParameters([], request.parameters ?? {});
    return request;
}
/** A delivery with wrong parameters is answered 400, so that is what a caller is told. */
function asCallers(work) {
    try {
        return work();
    }
    catch (error) {
        if (error instanceof InvalidParameters && error.details['errors'] !== undefined) {
            throw new InvalidRequest(error.message, error.details);
        }
        throw error;
    }
}
//# sourceMappingURL=test-runs.service.js.map