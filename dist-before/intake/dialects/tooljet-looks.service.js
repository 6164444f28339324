var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { TooManyRequests } from '../../errors/errors.js';
import { problem, UNAVAILABLE } from '../answer.js';
import { jsonAnswer } from '../answers/default-answer.js';
import { EventStreams } from '../answers/event-streams.service.js';
import { Watcher } from '../answers/watcher.service.js';
import { ToolJetAccess } from './tooljet-access.service.js';
const NO_EXECUTION = problem(404, 'Not Found', 'There is no such execution');
/** How executions get on: polled, or followed as server-sent events. */
let ToolJetLooks = class ToolJetLooks {
    access;
    watcher;
    streams;
    constructor(access, watcher, streams) {
        this.access = access;
        this.watcher = watcher;
        this.streams = streams;
    }
    /** Never rejects; null when it streams. */
    async look({ kind, workflow, execution }, raw, exchange) {
        const mayRead = await this.access.reader(workflow, raw);
        if (typeof mayRead !== 'function') {
            return mayRead.refused;
        }
        try {
            const status = await this.watcher.status(execution);
            if (status === null || !mayRead(status.workflowId, status.environment)) {
                return NO_EXECUTION;
            }
            return kind === 'status'
                ? jsonAnswer(200, shown(status))
                : this.stream(execution, exchange, async () => {
                    const still = await this.access.reader(workflow, raw);
                    return typeof still === 'function'
                        ? still(status.workflowId, status.environment)
                        : still.refused === UNAVAILABLE;
                });
        }
        catch {
            return UNAVAILABLE; // the ledger does not answer
        }
    }
    stream(execution, { request, response }, mayRead) {
        try {
            this.streams.serve(execution, request, response, { mayRead });
            return null;
        }
        catch (error) {
            if (error instanceof TooManyRequests) {
                const headers = { 'retry-after': String(error.details['retryAfterSeconds']) };
                return problem(429, 'Too Many Requests', error.message, { headers });
            }
            throw error;
        }
    }
};
ToolJetLooks = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ToolJetAccess,
        Watcher,
        EventStreams])
], ToolJetLooks);
export { ToolJetLooks };
function shown(execution) {
    return {
        workflow_execution_id: execution.id,
        workflow_id: execution.workflowId,
        environment: execution.environment,
        revision: execution.revision,
        status: execution.status,
        reason: execution.reason,
        accepted_at: execution.acceptedAt,
        started_at: execution.startedAt,
        finished_at: execution.finishedAt,
    };
}
//# sourceMappingURL=tooljet-looks.service.js.map