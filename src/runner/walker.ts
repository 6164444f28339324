import type { AuditRecord } from '../actions/action.js';
import type { TaskRun } from '../ledger/task-run.js';
import type { Scope } from '../workflow/expression/scope.js';
import type { Block, CompiledTask } from '../workflow/tasks/compiled-task.js';
import type { Journey } from './journey.js';
import type { Spot } from './spot.js';
import type { WalkState } from './walk-state.js';
import type { Went } from './went.js';

/** A walk as the kinds of tasks see it. */
export interface Walker {
  readonly journey: Journey;
  readonly state: WalkState;
  /** Keys of calls under way that are not wanted any more. */
  readonly unwanted: string[];
  /** Executions that are waited for. */
  readonly awaited: string[];
  /** Bytes of outputs an execution may keep. */
  readonly outputBudget: number;
  now(): Date;
  /** How far a block came: what follows a task begins when it is done. */
  block(tasks: Block, spot: Spot): Went;
  scope(task: CompiledTask, spot: Spot, now: Date): Scope;
  isRunning(run: TaskRun): boolean;
  /** Records a success; `derived`: texts that were made of secrets, which are kept nowhere. */
  succeed(run: TaskRun, output: unknown, audit?: readonly AuditRecord[], derived?: readonly string[]): Went;
  /** Records a failed try. */
  fail(task: CompiledTask, run: TaskRun, error: unknown, derived?: readonly string[]): Went;
  /** There is more to do once this is committed. */
  goOn(): Went;
  /** Nothing is to be done about a run before its `dueAt`. */
  waitFor(run: TaskRun): Went;
}
