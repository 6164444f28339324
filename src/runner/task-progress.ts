import type { AuditRecord } from '../actions/action.js';
import type { TaskRun } from '../ledger/task-run.js';
import type { CompiledTask } from '../workflow/compile.js';
import type { Journey, Progress } from './journey.js';
import { redact } from './redact.js';

/** A task about to be tried, counted on from what earlier attempts left. */
export function newRun(journey: Journey, task: CompiledTask, progress: Progress, now: Date): TaskRun {
  const earlier = progress.earlier.get(task.definition.id);
  return {
    executionId: journey.execution.id,
    taskId: task.definition.id,
    iteration: 0,
    position: progress.next,
    action: task.definition.type,
    status: 'started',
    attempt: (earlier?.attempt ?? 0) + 1,
    misses: earlier?.misses ?? 0,
    startedAt: now,
    firstStartedAt: earlier?.firstStartedAt ?? now,
    finishedAt: null,
    input: null,
    output: null,
    error: null,
    // A first attempt has written nothing; a later one, or one that goes on from a replay, may have.
    recorded: journey.execution.attempt > 1 || journey.execution.replayOf !== null,
  };
}

/** Records a success and moves on to the next task. */
export function succeed(
  at: { journey: Journey; progress: Progress; run: TaskRun },
  output: unknown,
  now: Date,
  audit: readonly AuditRecord[],
  log?: string,
): Progress {
  const { journey, progress, run } = at;
  const kept = output === undefined ? null : output;
  const done: TaskRun = {
    ...run,
    status: 'succeeded',
    finishedAt: now,
    output: redact(journey, kept),
    error: null,
  };
  const recorded: Progress = {
    ...progress,
    unsavedRuns: [...progress.unsavedRuns, done],
    unsavedAudit:
      audit.length === 0
        ? progress.unsavedAudit
        : [
            ...progress.unsavedAudit,
            ...audit.map((record) => ({ ...(redact(journey, record) as AuditRecord), taskId: run.taskId })),
          ],
    log:
      log === undefined
        ? progress.log
        : [...progress.log, { taskId: run.taskId, message: String(redact(journey, log)) }],
  };
  return withOutcome(recorded, run.taskId, kept, 'succeeded');
}

/** The task is behind us; expressions of later ones see its output. */
export function withOutcome(progress: Progress, taskId: string, output: unknown, status: string): Progress {
  return { ...progress, next: progress.next + 1, tasks: { ...progress.tasks, [taskId]: { output, status } } };
}
