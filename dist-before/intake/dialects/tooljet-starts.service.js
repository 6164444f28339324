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
import { Admission } from '../admission.service.js';
import { withHeaders } from '../answer.js';
import { callerOf } from '../answers/caller.js';
import { jsonAnswer } from '../answers/default-answer.js';
import { Responder } from '../answers/responder.service.js';
import { Watcher } from '../answers/watcher.service.js';
import { ToolJetAccess } from './tooljet-access.service.js';
import { NOTHING_STARTED, startedBy } from './started.js';
/** Starts workflows: `/trigger` waits for the outcome, `/trigger-async` does not. */
let ToolJetStarts = class ToolJetStarts {
    access;
    admission;
    watcher;
    responder;
    config;
    constructor(access, admission, watcher, responder, config) {
        this.access = access;
        this.admission = admission;
        this.watcher = watcher;
        this.responder = responder;
        this.config = config;
    }
    /** Never rejects. */
    async start({ kind, workflow }, raw, exchange) {
        const admitted = await this.access.admit(workflow, raw);
        if ('refused' in admitted) {
            return admitted.refused;
        }
        const way = { ...admitted.introduction, isDocumentedLimited: true };
        const taken = await this.admission.take(admitted.found, raw, way);
        return taken.kind === 'answered'
            ? taken.answer
            : withHeaders(await this.reply(kind, startedBy(taken), exchange), taken.headers);
    }
    async reply(kind, started, exchange) {
        if (started === null) {
            return NOTHING_STARTED;
        }
        return kind === 'trigger' ? this.waited(started, exchange) : this.inBackground(started);
    }
    async waited(started, { request, response }) {
        const { waitMs } = this.config.answers;
        const signal = callerOf(request, response).hangUp();
        const outcome = await this.watcher.finished(started.execution, waitMs, signal);
        return outcome ? this.responder.answerOf(outcome) : this.pending(started);
    }
    inBackground(started) {
        const body = { workflow_execution_id: started.execution, timestamp: timestampOf(started.execution) };
        const location = this.links(started).status_url;
        return jsonAnswer(started.duplicate ? 200 : 202, body, { location });
    }
    pending(started) {
        const links = this.links(started);
        const body = {
            workflow_execution_id: started.execution,
            timestamp: timestampOf(started.execution),
            ...links,
        };
        return jsonAnswer(202, body, { location: links.status_url });
    }
    links({ execution, deployed }) {
        const base = `${this.config.http.publicUrl ?? ''}/api/v2/webhooks/workflows/${deployed.workflowId}`;
        return { status_url: `${base}/status/${execution}`, stream_url: `${base}/execution/${execution}/stream` };
    }
};
ToolJetStarts = __decorate([
    Injectable(),
    __param(4, Inject(CONFIG)),
    __metadata("design:paramtypes", [ToolJetAccess,
        Admission,
        Watcher,
        Responder, Object])
], ToolJetStarts);
export { ToolJetStarts };
/** When the execution was made, which its id tells (RFC 9562 section 5.7), in seconds: `2025-05-15T10:30:45Z`. */
function timestampOf(execution) {
    const ms = Number.parseInt(execution.replaceAll('-', '').slice(0, 12), 16);
    return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
//# sourceMappingURL=tooljet-starts.service.js.map