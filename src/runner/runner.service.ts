import { Inject, Injectable } from '@nestjs/common';
import { SubjectNotFound } from '../errors/errors.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { callWithin, LEASE_GONE, SHUTTING_DOWN } from './call.js';
import { fail } from './failure.js';
import type { Journey, Progress } from './journey.js';
import { JourneyLoader } from './journey-loader.service.js';
import { Recorder } from './recorder.service.js';
import type { OutsideStep, OwnStep, SettleStep, Step } from './step.js';
import { advance, afterOutside, type WalkParts } from './walk.js';
import { WALK_PARTS } from './walk-parts.js';
import type { Work } from './work.js';

/** Runs claimed executions: walks the revision, commits each step, calls the world in between. */
@Injectable()
export class Runner {
  constructor(
    private readonly loader: JourneyLoader,
    private readonly recorder: Recorder,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(WALK_PARTS) private readonly parts: WalkParts,
  ) {}

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
        onSettled(one, start ? await this.runOne(one, start) : null);
      }),
    );
  }

  private async runOne(
    work: Work,
    start: { journey: Journey; runs: Progress } | SettleStep,
  ): Promise<SettleStep | null> {
    try {
      let step: Step = 'kind' in start ? start : advance(start.journey, start.runs, this.parts);
      for (;;) {
        const recorded = await this.recorder.record(step);
        if (recorded.kind === 'lost') {
          this.metrics.leasesLost.inc();
          return null;
        }
        this.tell(recorded);
        if (recorded.kind === 'settle') {
          return recorded;
        }
        const next = forget(recorded);
        step = next.kind === 'outside' ? await this.call(work, next) : next;
      }
    } catch (error) {
      if (error !== SHUTTING_DOWN && error !== LEASE_GONE) {
        this.logger.warn({
          message: 'execution let go',
          executionId: work.execution.id,
          error: String(error),
        });
      }
      return null; // the ledger still holds it as running: it is handed back, or its lease runs out
    }
  }

  private async call(work: Work, step: OutsideStep): Promise<Step> {
    const { journey, run } = step;
    const task = journey.workflow.tasks[run.position]!.definition;
    const done = this.metrics.taskSeconds.startTimer({ action: run.action });
    try {
      const limits = { taskMs: task.timeoutMs, executionMs: journey.timeoutMs };
      const output = await callWithin(step.effect, work, limits);
      done({ outcome: 'ok' });
      return afterOutside(step, output, this.parts);
    } catch (error) {
      if (error === SHUTTING_DOWN || error === LEASE_GONE) {
        throw error;
      }
      done({ outcome: error instanceof SubjectNotFound ? 'not_found_yet' : 'failed' });
      return fail(step, error, this.parts);
    }
  }

  private tell(step: Step): void {
    const { execution, workflow } = step.journey;
    const name = workflow ? `${workflow.document.namespace}/${workflow.document.id}` : 'unknown';
    for (const line of step.progress.log) {
      this.logger.info({ ...line, executionId: execution.id, workflow: name, attempt: execution.attempt });
    }
    if (step.kind !== 'settle') {
      return;
    }
    if (step.settlement.kind === 'retry') {
      this.metrics.retries.inc({ workflow: name, class: step.retryClass ?? 'failure' });
      const { delayMs, error } = step.settlement;
      this.logger.info({
        message: 'will be tried again',
        executionId: execution.id,
        workflow: name,
        delayMs,
        code: error?.code,
      });
      return;
    }
    this.metrics.executions.inc({ workflow: name, outcome: step.settlement.status });
    if (step.burial) {
      this.metrics.deadLetters.inc({ reason: step.burial.reason });
      const { reason, taskId, error } = step.burial;
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

/** What was committed need not be written again. */
function forget<S extends OutsideStep | OwnStep>(step: S): S {
  const run = { ...step.run, recorded: step.kind === 'outside' || step.run.recorded }; // its intent is
  return { ...step, run, progress: { ...step.progress, unsavedRuns: [], unsavedAudit: [], log: [] } };
}
