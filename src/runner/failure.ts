import { AppError } from '../errors/app-error.js';
import { SubjectNotFound } from '../errors/errors.js';
import type { TaskError, TaskRun } from '../ledger/task-run.js';
import type { Burial, BurialReason } from '../recovery/dead-letter.js';
import { fingerprint } from '../recovery/fingerprint.js';
import { decide } from '../recovery/retry-policy.js';
import { DEFAULT_RETRY } from '../workflow/retry.js';
import type { Journey, Progress } from './journey.js';
import type { SettleStep } from './step.js';
import { redact } from './redact.js';

interface FailedTask {
  readonly journey: Journey;
  readonly progress: Progress;
  readonly run: TaskRun;
}

/** A failed try: recorded, and the execution settles as recovery's verdict says. */
export function fail(
  { journey, progress, run }: FailedTask,
  error: unknown,
  parts: { now: () => Date; random: () => number },
): SettleStep {
  const now = parts.now();
  const missed = error instanceof SubjectNotFound;
  const failed: TaskRun = {
    ...run,
    status: 'failed',
    // A user that is not there yet is no failed attempt: it has a count of its own.
    attempt: missed ? run.attempt - 1 : run.attempt,
    misses: missed ? run.misses + 1 : run.misses,
    finishedAt: now,
    error: describeError(journey, error),
  };
  const policy = journey.workflow.tasks[run.position]?.definition.retry ?? DEFAULT_RETRY;
  const tried = {
    attempt: failed.attempt,
    misses: failed.misses,
    elapsedMs: now.getTime() - run.firstStartedAt.getTime(),
  };
  const verdict = decide(error, tried, policy, parts.random);
  const kept = { ...progress, unsavedRuns: [...withoutIntent(progress.unsavedRuns, run), failed] };
  const at = { kind: 'settle' as const, journey, progress: kept };
  switch (verdict.kind) {
    case 'retry':
      return {
        ...at,
        settlement: { kind: 'retry', delayMs: verdict.delayMs, error: failed.error },
        burial: null,
        retryClass: verdict.class,
      };
    case 'skip':
      return {
        ...at,
        settlement: { kind: 'final', status: 'skipped', reason: verdict.reason, error: failed.error },
        burial: null,
      };
    case 'bury':
      return { ...at, ...buried(journey, run.taskId, verdict.reason, failed.error!, failed.attempt) };
  }
}

/** The settlement and the dead letter of an execution that is given up on. */
export function buried(
  journey: Pick<Journey, 'execution'>,
  taskId: string | null,
  reason: BurialReason,
  error: TaskError,
  attempts: number,
): { settlement: SettleStep['settlement']; burial: Burial } {
  const { id, workflowId } = journey.execution;
  return {
    settlement: { kind: 'final', status: 'dead', reason, error },
    burial: {
      executionId: id,
      taskId,
      reason,
      error,
      fingerprint: fingerprint(workflowId, taskId, error),
      attempts,
    },
  };
}

/** What may be kept of a failure: our own errors speak, others only say their kind. */
export function describeError(journey: Pick<Journey, 'secrets'>, error: unknown): TaskError {
  if (error instanceof AppError) {
    return redact(journey, { code: error.code, message: error.message, details: error.details }) as TaskError;
  }
  const name = error instanceof Error ? error.name : typeof error;
  const message = error instanceof Error ? error.message : String(error);
  return redact(journey, { code: 'unexpected', message: `${name}: ${message}`.slice(0, 500) }) as TaskError;
}

function withoutIntent(runs: readonly TaskRun[], run: TaskRun): readonly TaskRun[] {
  return runs.filter((other) => other.taskId !== run.taskId || other.iteration !== run.iteration);
}
