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
import { CLOCK } from '../../config/clock.js';
import { Admission } from '../admission.service.js';
import { UNKNOWN, withHeaders } from '../answer.js';
import { callerOf } from '../answers/caller.js';
import { jsonAnswer } from '../answers/default-answer.js';
import { Responder } from '../answers/responder.service.js';
import { Watcher } from '../answers/watcher.service.js';
import { environmentOf } from '../environment-of.js';
import { HookDirectory } from '../hook-directory.service.js';
import { kestraExecution } from './kestra-execution.js';
import { kestraWebhook } from './kestra-path.js';
import { variablesOf } from './kestra-variables.js';
import { provenHook } from './proven-hook.js';
import { NOTHING_STARTED, startedBy } from './started.js';
const METHODS = ['GET', 'POST', 'PUT'];
/** `/api/v1/{tenant}/executions/webhook/{namespace}/{flow}/{key}`: webhooks as Kestra has them, the tenant may be left out. */
let KestraEntrance = class KestraEntrance {
    admission;
    hooks;
    watcher;
    responder;
    clock;
    constructor(admission, hooks, watcher, responder, clock) {
        this.admission = admission;
        this.hooks = hooks;
        this.watcher = watcher;
        this.responder = responder;
        this.clock = clock;
    }
    lead(path) {
        const webhook = kestraWebhook(path);
        return webhook && { methods: METHODS, answer: (raw, exchange) => this.answer(webhook, raw, exchange) };
    }
    async answer(webhook, raw, exchange) {
        const { tenant, namespace, flow, key } = webhook;
        const proven = provenHook(this.hooks.workflowsNamed(tenant, flow).find((workflow) => workflow.namespace === namespace), environmentOf(raw.url), this.hooks.environmentsOf(tenant), (gate) => gate.takesKey(key));
        if (proven.kind === 'unproven' && proven.hook) {
            return this.admission.refuse(proven.hook, raw, 'bad_key', UNKNOWN); // like a flow that is not there
        }
        const found = proven.kind === 'proven' ? proven.found : { kind: 'unknown' };
        const taken = await this.admission.take(found, raw, { key });
        return taken.kind === 'answered'
            ? taken.answer
            : withHeaders(await this.reply(startedBy(taken), () => variablesOf(raw, credentialsOf(found)), exchange), taken.headers);
    }
    async reply(started, variables, exchange) {
        if (!started) {
            return NOTHING_STARTED;
        }
        return started.webhook.waitMs === undefined
            ? this.atOnce(started, variables())
            : this.waited(started, callerOf(exchange.request, exchange.response).hangUp());
    }
    async atOnce(started, variables) {
        const progress = started.duplicate ? await this.progressOf(started) : this.beginningOf(started);
        return this.told(200, started, progress, { variables });
    }
    async waited(started, signal) {
        const { execution, deployed, webhook } = started;
        const outcome = await this.watcher.finished(execution, webhook.waitMs, signal);
        if (!outcome) {
            const location = this.responder.links(execution).status;
            return this.told(202, started, await this.progressOf(started), {}, { location });
        }
        const { succeeded = [], failed = [] } = deployed.workflow.document.response ?? {};
        if (webhook.returnOutputs === true || succeeded.length + failed.length > 0) {
            return this.responder.answerOf(outcome);
        }
        const code = webhook.responseCode ?? (outcome.status === 'dead' ? 500 : 200);
        return this.told(code, started, outcome, { outputs: outcome.outputs });
    }
    /** How it stands by now, as far as that can be told. */
    async progressOf(started) {
        const status = await this.watcher.status(started.execution).catch(() => null);
        return status ?? this.beginningOf(started);
    }
    beginningOf({ deployed: { revision } }) {
        return { revision, status: 'pending', acceptedAt: this.clock.now(), startedAt: null, finishedAt: null };
    }
    told(code, started, progress, more, headers = {}) {
        const known = { ...more, url: this.responder.links(started.execution).status, now: this.clock.now() };
        return jsonAnswer(code, kestraExecution(started, progress, known), headers);
    }
};
KestraEntrance = __decorate([
    Injectable(),
    __param(4, Inject(CLOCK)),
    __metadata("design:paramtypes", [Admission,
        HookDirectory,
        Watcher,
        Responder, Object])
], KestraEntrance);
export { KestraEntrance };
function credentialsOf(found) {
    return found.kind === 'hook' ? found.hook.gate.credentialNames : new Set();
}
//# sourceMappingURL=kestra-entrance.service.js.map