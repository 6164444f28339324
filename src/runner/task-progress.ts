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

type Outcome = Partial<Pick<TaskRun, 'status' | 'finishedAt' | 'input' | 'output'>>;

/** The run with what came of it. Spelled out: spreading runs was a fifth of what a worker did. */
export function runWith(run: TaskRun, outcome: Outcome): TaskRun {
  return {
    executionId: run.executionId,
    taskId: run.taskId,
    iteration: run.iteration,
    position: run.position,
    action: run.action,
    status: outcome.status ?? run.status,
    attempt: run.attempt,
    misses: run.misses,
    startedAt: run.startedAt,
    firstStartedAt: run.firstStartedAt,
    finishedAt: outcome.finishedAt ?? run.finishedAt,
    input: outcome.input ?? run.input,
    output: outcome.output ?? run.output,
    error: run.error,
    recorded: run.recorded,
  };
}

/** Records a success and moves on to the next task. */
export function succeed(
  { journey, progress, run }: { journey: Journey; progress: Progress; run: TaskRun },
  output: unknown,
  now: Date,
  audit: readonly AuditRecord[],
  log?: string,
): Progress {
  const kept = output === undefined ? null : output;
  const done = runWith(run, { status: 'succeeded', finishedAt: now, output: redact(journey, kept) });
  const entries = audit.map((record) => ({
    ...(redact(journey, record) as AuditRecord),
    taskId: run.taskId,
  }));
  const lines = log === undefined ? [] : [{ taskId: run.taskId, message: String(redact(journey, log)) }];
  return {
    tasks: outcomes(progress, run.taskId, kept, 'succeeded'),
    earlier: progress.earlier,
    next: progress.next + 1,
    unsavedRuns: [...progress.unsavedRuns, done],
    unsavedAudit: entries.length === 0 ? progress.unsavedAudit : [...progress.unsavedAudit, ...entries],
    log: lines.length === 0 ? progress.log : [...progress.log, ...lines],
  };
}

/** The task is behind us: an earlier attempt got this far, or `skipped` is the record of why it is not done. */
export function passOver(
  progress: Progress,
  { taskId, output, status }: Pick<TaskRun, 'taskId' | 'output' | 'status'>,
  skipped?: TaskRun,
): Progress {
  return {
    tasks: outcomes(progress, taskId, output, status),
    earlier: progress.earlier,
    next: progress.next + 1,
    unsavedRuns: skipped === undefined ? progress.unsavedRuns : [...progress.unsavedRuns, skipped],
    unsavedAudit: progress.unsavedAudit,
    log: progress.log,
  };
}

/** What expressions of later tasks see. */
function outcomes(progress: Progress, taskId: string, output: unknown, status: string): Progress['tasks'] {
  return { ...progress.tasks, [taskId]: { output, status } };
}
