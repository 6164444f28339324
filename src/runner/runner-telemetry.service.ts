import { Injectable } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { BURIAL_REASONS } from '../recovery/dead-letter.js';
import { expectRises } from '../telemetry/expect-rises.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { Telemetry } from '../telemetry/telemetry.service.js';
import type { Loaded } from './journey-loader.service.js';
import type { SettleStep, Step } from './step.js';
import type { Work } from './work.js';

/** What the runner counts, logs and traces. */
@Injectable()
export class RunnerTelemetry {
  private readonly metrics: Metrics;
  private readonly logger: Logger;

  constructor(private readonly telemetry: Telemetry) {
    this.metrics = telemetry.metrics;
    this.logger = telemetry.logger;
    expectRises(
      this.metrics.deadLetters,
      BURIAL_REASONS.map((reason) => ({ reason })),
    );
  }

  /** Runs an execution in a span under its delivery's, which another process may have made. */
  traced<T>({ execution }: Work, { journey }: Loaded, run: () => Promise<T>): Promise<T> {
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

  notLoaded(count: number, error: unknown): void {
    this.logger.warn({ message: 'executions could not be loaded', count, error: String(error) });
  }

  letGo(executionId: string, error: unknown): void {
    this.logger.warn({ message: 'execution let go', executionId, error: String(error) });
  }

  held(executionId: string, error: unknown): void {
    this.logger.warn({ message: 'what was done cannot be recorded yet', executionId, error: String(error) });
  }

  lost(): void {
    this.metrics.leasesLost.inc();
  }

  /** Of a step that is committed. */
  tell({ journey: { execution, workflow }, state, settlement, burial }: SettleStep | Step): void {
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
}
