import type { FinishedRow, OutcomeView, StatusRow, TaskOutcomeRow } from '../../ledger/outcome.view.js';
import { taskValue } from '../../workflow/expression/task-value.js';

/** How an execution stands at this moment. */
export type ExecutionStatusNow = StatusRow;

/** How an execution ended, and what its tasks gave. All of it is as the ledger has it: redacted. */
export interface ExecutionOutcome extends FinishedRow {
  /** By task id, in their order; null for a task that gave nothing. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What expressions see as `tasks`. A task that did not come to run is not there. */
  readonly tasks: Readonly<Record<string, { readonly output: unknown; readonly status: string }>>;
}

/** Those of the executions that have ended. Two looks at the ledger. */
export async function readOutcomes(view: OutcomeView, ids: readonly string[]): Promise<ExecutionOutcome[]> {
  const [finished, runs] = await Promise.all([view.finished(ids), view.taskOutcomes(ids)]);
  return outcomesOf(finished, runs);
}

/** Puts each execution together with its task runs, which come in their order. */
export function outcomesOf(
  finished: readonly FinishedRow[],
  runs: readonly TaskOutcomeRow[],
): ExecutionOutcome[] {
  const byExecution = new Map(finished.map(({ id }) => [id, [] as TaskOutcomeRow[]]));
  for (const run of runs) {
    byExecution.get(run.executionId)?.push(run);
  }
  return finished.map((row) => {
    const own = byExecution.get(row.id)!;
    return {
      ...row,
      outputs: Object.fromEntries(own.map(({ taskId, output }) => [taskId, output])),
      tasks: Object.fromEntries(
        own.map(({ taskId, output, status }) => [taskId, taskValue(taskId, output, { status })]),
      ),
    };
  });
}
