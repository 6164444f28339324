import type { TaskRun, TaskRunStatus } from '../ledger/task-run.js';
import type { CompiledTask } from '../workflow/tasks/compiled-task.js';
import type { Journey } from './journey.js';

/** A task about to be tried, counted on from what earlier tries left. */
export function newRun(
  journey: Journey,
  task: CompiledTask,
  iteration: number,
  earlier: TaskRun | undefined,
  now: Date,
): TaskRun {
  return {
    executionId: journey.execution.id,
    taskId: task.id,
    iteration,
    position: task.position,
    action: task.definition.type,
    status: 'started',
    attempt: (earlier?.attempt ?? 0) + 1,
    misses: earlier?.misses ?? 0,
    startedAt: now,
    // What was held before its first try has not started yet.
    firstStartedAt: earlier && earlier.attempt + earlier.misses > 0 ? earlier.firstStartedAt : now,
    finishedAt: null,
    dueAt: null,
    input: null,
    output: null,
    error: null,
  };
}

interface Outcome {
  readonly status: TaskRunStatus;
  readonly finishedAt?: Date;
  readonly dueAt?: Date | null;
  readonly input?: unknown;
  readonly output?: unknown;
}

/** The run with what came of it. Spelled out: spreading runs was a fifth of what a worker did. */
export function runWith(run: TaskRun, outcome: Outcome): TaskRun {
  return {
    executionId: run.executionId,
    taskId: run.taskId,
    iteration: run.iteration,
    position: run.position,
    action: run.action,
    status: outcome.status,
    attempt: run.attempt,
    misses: run.misses,
    startedAt: run.startedAt,
    firstStartedAt: run.firstStartedAt,
    finishedAt: outcome.finishedAt ?? run.finishedAt,
    dueAt: outcome.dueAt === undefined ? run.dueAt : outcome.dueAt,
    input: outcome.input ?? run.input,
    output: outcome.output ?? run.output,
    error: run.error,
  };
}
