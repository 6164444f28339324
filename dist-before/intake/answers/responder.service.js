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
import { ExpressionFailed } from '../../errors/errors.js';
import { LOGGER } from '../../telemetry/logger.js';
import { RevisionCache } from '../../workflow/revision-cache.service.js';
import { acknowledge, withHeaders } from '../answer.js';
import { preferenceOf } from './caller.js';
import { defaultAnswer, jsonAnswer, unreadable, unrenderable } from './default-answer.js';
import { Responses } from './responses.service.js';
import { Watcher } from './watcher.service.js';
/** Says what callers are told: what the workflow's `response` says, or what is usual. */
let Responder = class Responder {
    watcher;
    responses;
    revisions;
    config;
    logger;
    constructor(watcher, responses, revisions, config, logger) {
        this.watcher = watcher;
        this.responses = responses;
        this.revisions = revisions;
        this.config = config;
        this.logger = logger;
    }
    /** The answer to a delivery at a hook, given at once or once its execution has ended. Never rejects. */
    async reply(taken, caller) {
        return taken.kind === 'answered'
            ? taken.answer
            : withHeaders(await this.replyTo(taken, caller), taken.headers);
    }
    async replyTo(taken, caller) {
        const sole = soleOf(taken);
        if (sole === null) {
            return acknowledge(taken.recorded).answer;
        }
        const preference = preferenceOf(caller.prefer);
        const asked = preference.waitMs ?? sole.trigger.waitMs ?? 0;
        const waitMs = Math.min(asked, this.config.answers.waitMs);
        const answer = waitMs > 0 ? await this.waited(taken, waitMs, caller.hangUp()) : await this.accepted(taken);
        return withApplied(answer, preference, waitMs);
    }
    /**
     * The answer to a caller who waits: how the execution ended, or 202 with where to look when it has not by then. A
     * delivery of none or several executions is not waited for. Never rejects.
     */
    async waited(taken, withinMs, signal) {
        const sole = soleOf(taken);
        if (sole === null) {
            return acknowledge(taken.recorded).answer;
        }
        const outcome = await this.watcher.finished(sole.execution, withinMs, signal);
        return outcome ? this.answerOf(outcome) : this.pending(sole);
    }
    /** The workflow's response to how the execution ended, or the default. Never rejects. */
    answerOf(outcome) {
        const fallback = async () => {
            const { document } = await this.revisions.require(outcome);
            return defaultAnswer(outcome, document.triggers.find(({ id }) => id === outcome.trigger));
        };
        return this.rendered(outcome.id, () => this.responses.ofEnd(outcome), fallback);
    }
    /** What a caller is told who does not wait: the workflow's `accepted` response, or the ids. Never rejects. */
    async accepted(taken) {
        const { answer } = acknowledge(taken.recorded);
        const sole = soleOf(taken);
        return sole?.deployed.workflow.response?.accepted === undefined
            ? answer
            : this.rendered(sole.execution, () => this.acceptance(sole), async () => answer, () => answer);
    }
    /** Where the management API tells of an execution; below our own address where that is known. */
    links(execution) {
        const base = `${this.config.http.publicUrl ?? ''}/api/v1/executions/${execution}`;
        return { status: `${base}/status`, stream: `${base}/stream` };
    }
    pending({ execution, event }) {
        const links = this.links(execution);
        const body = { executions: [execution], event, execution, links };
        return jsonAnswer(202, body, { location: links.status });
    }
    /** A delivery that comes again is told the same, by the revision that the first one started. */
    async acceptance(sole) {
        const { execution: id, event: eventId, duplicate, deployed, trigger } = sole;
        const { tenant, environment, workflowId } = deployed;
        const first = duplicate ? await this.watcher.status(id) : null;
        const revision = first?.revision ?? deployed.revision;
        const opened = { id, eventId, tenant, environment, workflowId, revision, test: first?.test ?? false };
        const { responseCode: status = 202, responseContentType: contentType } = trigger;
        return this.responses.ofAcceptance(opened, { status, contentType });
    }
    async rendered(executionId, render, fallback, unable = unrenderable) {
        try {
            return (await render()) ?? (await fallback());
        }
        catch (error) {
            this.logger.warn({ message: 'a response cannot be given', executionId, error: String(error) });
            return error instanceof ExpressionFailed ? unable(executionId) : unreadable(executionId);
        }
    }
};
Responder = __decorate([
    Injectable(),
    __param(3, Inject(CONFIG)),
    __param(4, Inject(LOGGER)),
    __metadata("design:paramtypes", [Watcher,
        Responses,
        RevisionCache, Object, Object])
], Responder);
export { Responder };
/** Null when there is nothing to wait for, or more than one thing. */
function soleOf({ hook: { owner }, recorded }) {
    const [first, ...others] = recorded;
    const [execution, ...more] = first?.executions ?? [];
    if (first === undefined || execution === undefined || others.length + more.length > 0) {
        return null;
    }
    if (owner.kind !== 'workflow' || owner.trigger.definition.type !== 'webhook') {
        return null;
    }
    const { eventId: event, duplicate } = first;
    return { execution, event, duplicate, deployed: owner.deployed, trigger: owner.trigger.definition };
}
/** Says which preferences were met (RFC 7240, section 3). */
function withApplied(answer, { waitMs: asked, isAsync }, waitMs) {
    const applied = [
        ...(isAsync && (waitMs <= 0 || answer.status === 202) ? ['respond-async'] : []),
        ...(asked !== undefined && waitMs > 0 ? [`wait=${Math.floor(waitMs / 1000)}`] : []),
    ];
    return applied.length === 0
        ? answer
        : { ...answer, headers: { ...answer.headers, 'preference-applied': applied.join(', ') } };
}
//# sourceMappingURL=responder.service.js.map