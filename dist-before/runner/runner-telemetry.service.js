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
import { SpanKind } from '@opentelemetry/api';
import { BURIAL_REASONS } from '../recovery/dead-letter.js';
import { expectRises } from '../telemetry/expect-rises.js';
import { Telemetry } from '../telemetry/telemetry.service.js';
/** What the runner counts, logs and traces. */
let RunnerTelemetry = class RunnerTelemetry {
    telemetry;
    metrics;
    logger;
    constructor(telemetry) {
        this.telemetry = telemetry;
        this.metrics = telemetry.metrics;
        this.logger = telemetry.logger;
        expectRises(this.metrics.deadLetters, BURIAL_REASONS.map((reason) => ({ reason })));
    }
    /** Runs an execution in a span under its delivery's, which another process may have made. */
    traced({ execution }, { journey }, run) {
        const { id: executionId, eventId, attempt } = execution;
        const traceparent = 'event' in journey ? journey.event.traceparent : null;
        const attributes = {
            'signet.execution': executionId,
            'signet.event': eventId,
            'signet.attempt': attempt,
        };
        const parts = { name: 'execution', kind: SpanKind.CONSUMER, attributes };
        return this.telemetry.tracing.start({ traceparent, ids: { executionId, eventId } }, parts, run);
    }
    notLoaded(count, error) {
        this.logger.warn({ message: 'executions could not be loaded', count, error: String(error) });
    }
    letGo(executionId, error) {
        this.logger.warn({ message: 'execution let go', executionId, error: String(error) });
    }
    held(executionId, error) {
        this.logger.warn({ message: 'what was done cannot be recorded yet', executionId, error: String(error) });
    }
    lost() {
        this.metrics.leasesLost.inc();
    }
    /** Of a step that is committed. */
    tell({ journey: { execution, workflow }, state, settlement, burial }) {
        const name = workflow ? `${workflow.document.namespace}/${workflow.document.id}` : 'unknown';
        for (const line of state.notes.log) {
            this.logger.info({ ...line, executionId: execution.id, workflow: name, attempt: execution.attempt });
        }
        for (const each of state.notes.retries) {
            this.metrics.retries.inc({ workflow: name, class: each });
        }
        if (state.notes.reached.length > 0) {
            this.metrics.blastRadiusReached.inc({ workflow: name }, state.notes.reached.length);
        }
        if (settlement?.kind === 'retry') {
            const { delayMs, error } = settlement;
            this.logger.info({
                message: 'will be tried again',
                executionId: execution.id,
                workflow: name,
                delayMs,
                code: error?.code,
            });
        }
        if (settlement?.kind === 'final') {
            this.metrics.executions.inc({ workflow: name, outcome: settlement.status });
        }
        if (burial) {
            this.metrics.deadLetters.inc({ reason: burial.reason });
            const { reason, taskId, error } = burial;
            this.logger.warn({
                message: 'dead letter',
                executionId: execution.id,
                workflow: name,
                taskId,
                reason,
                code: error.code,
            });
        }
    }
};
RunnerTelemetry = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Telemetry])
], RunnerTelemetry);
export { RunnerTelemetry };
//# sourceMappingURL=runner-telemetry.service.js.map