import type { TaskRun } from '../../ledger/task-run.js';
import type { Scope } from '../../workflow/expression/scope.js';
import type { CompiledAction, CompiledTask } from '../../workflow/tasks/compiled-task.js';
import type { Spot } from '../spot.js';

export type FlowNode = Exclude<CompiledTask, CompiledAction>;

/** A flow task that is met for the first time. */
export interface Beginning {
  readonly run: TaskRun;
  readonly spot: Spot;
  readonly scope: Scope;
}
