import { Inject, Injectable } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { SubjectNotFound } from '../errors/errors.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { Telemetry } from '../telemetry/telemetry.service.js';
import { inSpan } from '../telemetry/work-context.js';
import { callWithin, LEASE_GONE, SHUTTING_DOWN } from './call.js';
import { Calls } from './calls.js';
import type { Journey } from './journey.js';
import { JourneyLoader, type Loaded } from './journey-loader.service.js';
import { LOST, Recorder } from './recorder.service.js';
import type { CallResult, OutsideWork, SettleStep, Step } from './step.js';
import { advance, type WalkParts } from './walk.js';
import { WALK_PARTS } from './walk-parts.js';
import type { WalkState } from './walk-state.js';
import type { Work } from './work.js';

/** Runs claimed executions: walks the revision, commits each step, calls the world in between. */
@Injectable()
export class Runner {
  private readonly metrics: Metrics;
  private readonly logger: Logger;

  constructor(
    private readonly loader: JourneyLoader,
    private readonly recorder: Recorder,
    private readonly telemetry: Telemetry,
    @Inject(WALK_PARTS) private readonly parts: WalkParts,
  ) {
    this.metrics = telemetry.metrics;
    this.logger = telemetry.logger;
  }

  /**
   * Runs every execution of `work` to its settlement, side by side. Never rejects: `onSettled` is told of each as it
   * ends, with `null` when it was lost or must be handed back.
   */
  async run(work: readonly Work[], onSettled: (work: Work, step: SettleStep | null) => void): Promise<void> {
    const loaded = await this.loader.load(work.map(({ execution }) => execution)).catch((error: unknown) => {
      this.logger.warn({
        message: 'executions could not be loaded',
        count: work.length,
        error: String(error),
      });
      return null;
    });
    await Promise.all(
      work.map(async (one) => {
        const start = loaded?.get(one.execution.id);
        onSettled(one, start ? await this.traced(one, start) : null);
      }),
    );
  }

  /** In a span under the delivery's, which another process may have made. */
  private traced(work: Work, start: Loaded): Promise<SettleStep | null> {
    const { id, eventId, attempt } = work.execution;
    const traceparent = 'event' in start.journey ? start.journey.event.traceparent : null;
    const parts = {
      name: 'execution',
      kind: SpanKind.CONSUMER,
      attributes: { 'signet.execution': id, 'signet.event': eventId, 'signet.attempt': attempt },
    };
    const ids = { executionId: id, eventId };
    return this.telemetry.tracing.start({ traceparent, ids }, parts, () => this.runOne(work, start));
  }

  private async runOne(work: Work, start: Loaded): Promise<SettleStep | null> {
    const calls = new Calls((journey, call, unwanted) => this.call({ work, journey }, call, unwanted));
    work.onLook = () => calls.look();
    try {
      return await this.walk(start, calls);
    } catch (error) {
      if (error !== SHUTTING_DOWN && error !== LEASE_GONE) {
        this.logger.warn({
          message: 'execution let go',
          executionId: work.execution.id,
          error: String(error),
        });
      }
      return null; // the ledger still holds it as running: it is handed back, or its lease runs out
    } finally {
      calls.cut([...calls.running]);
    }
  }

  /** Commits step after step, and makes calls in between, until the execution leaves this worker. */
  private async walk(start: Loaded, calls: Calls): Promise<SettleStep | null> {
    let step = 'settlement' in start ? start : advance(start.journey, start.state, this.parts);
    for (;;) {
      const recorded = await this.recorder.record(step);
      if (recorded === LOST) {
        this.metrics.leasesLost.inc();
        return null;
      }
      this.tell(recorded);
      if (isSettled(recorded)) {
        return recorded;
      }
      calls.start(recorded);
      calls.cut(recorded.unwanted);
      const state = recorded.state.committed();
      step = recorded.own
        ? { ...recorded, state, calls: [], unwanted: [] }
        : await this.goOn(recorded.journey, state, calls);
    }
  }

  private async goOn(journey: Journey, state: WalkState, calls: Calls): Promise<Step> {
    const results = await calls.next();
    return advance(journey, state, this.parts, { results, running: calls.running });
  }

  private async call(
    { work, journey }: { work: Work; journey: Journey },
    call: OutsideWork,
    unwanted: AbortSignal,
  ): Promise<CallResult> {
    const { definition } = call.task;
    const done = this.metrics.taskSeconds.startTimer({ action: call.run.action });
    try {
      const limits = { taskMs: definition.timeoutMs, executionMs: journey.timeoutMs };
      const parts = {
        name: 'task',
        attributes: { 'signet.task': call.run.taskId, 'signet.action': call.run.action },
      };
      const output = await inSpan(parts, () => callWithin(call.effect, work, limits, unwanted));
      done({ outcome: 'ok' });
      return { work: call, output };
    } catch (error) {
      if (error === SHUTTING_DOWN || error === LEASE_GONE) {
        throw error;
      }
      done({ outcome: error instanceof SubjectNotFound ? 'not_found_yet' : 'failed' });
      return { work: call, error };
    }
  }

  private tell({ journey: { execution, workflow }, state, settlement, burial }: SettleStep | Step): void {
    const name = workflow ? `${workflow.document.namespace}/${workflow.document.id}` : 'unknown';
    for (const line of state.notes.log) {
      this.logger.info({ ...line, executionId: execution.id, workflow: name, attempt: execution.attempt });
    }
    for (const each of state.notes.retries) {
      this.metrics.retries.inc({ workflow: name, class: each });
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

function isSettled(step: SettleStep | Step): step is SettleStep {
  return step.settlement !== null;
}
