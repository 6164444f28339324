import { Injectable } from '@nestjs/common';
import { SubjectNotFound, TargetHeld } from '../errors/errors.js';
import { Metrics } from '../telemetry/metrics.js';
import { currentExemplar, inSpan } from '../telemetry/work-context.js';
import { CallWatch } from './call-watch.js';
import { callWithin, LEASE_GONE, requireTime, SHUTTING_DOWN } from './call.js';
import type { Journey } from './journey.js';
import type { CallResult, OutsideWork } from './step.js';
import { TargetGates } from './target-gates.service.js';
import type { Work } from './work.js';

/** Makes the calls of tasks. */
@Injectable()
export class Caller {
  constructor(
    private readonly gates: TargetGates,
    private readonly metrics: Metrics,
  ) {}

  /** What came of a call. Rejects only with SHUTTING_DOWN and LEASE_GONE. */
  async call(
    { work, journey }: { readonly work: Work; readonly journey: Journey },
    call: OutsideWork,
    unwanted: AbortSignal,
  ): Promise<CallResult> {
    const done = this.metrics.taskSeconds.start({ action: call.run.action });
    const executionMs = journey.workflow.timed.has(call.task.id) ? journey.timeoutMs : undefined;
    const watch = new CallWatch(this.gates, journey.execution.tenant);
    const limits = { taskMs: call.task.definition.timeoutMs, executionMs };
    try {
      requireTime(work, executionMs); // before its target is asked, which is not to blame
      const attributes = { 'signet.task': call.run.taskId, 'signet.action': call.run.action };
      const output = await this.gates.through(journey.execution.tenant, call.effect, () =>
        inSpan({ name: 'task', attributes }, () => {
          const perform = (signal: AbortSignal): Promise<unknown> => call.effect.perform(signal, watch);
          return callWithin({ kind: 'outside', perform }, work, limits, unwanted);
        }),
      );
      done({ outcome: 'ok' }, currentExemplar());
      return { work: watch.recorded(call), output };
    } catch (error) {
      if (error === SHUTTING_DOWN || error === LEASE_GONE) {
        throw error;
      }
      done({ outcome: outcomeOf(error) }, currentExemplar());
      return { work: watch.recorded(call), error };
    }
  }
}

function outcomeOf(error: unknown): string {
  if (error instanceof SubjectNotFound) {
    return 'not_found_yet';
  }
  return error instanceof TargetHeld ? 'held' : 'failed';
}
