import type { TaskRun } from '../ledger/task-run.js';
import type { CompiledWorkflow } from '../workflow/compile.js';
import type { CompiledForEach } from '../workflow/tasks/compiled-task.js';
import { standingOf } from './flow/standing.js';
import { iterationOf } from './iteration.js';

export interface LoopBound {
  readonly taskId: string;
  /** Iterations before this one are behind the loop. */
  readonly least: number;
}

/**
 * Which runs in loops are still to be looked at, going by those outside of loops. A replay took over what succeeded in a
 * loop that it begins anew.
 */
export function loopBounds(
  workflow: CompiledWorkflow,
  runs: readonly TaskRun[],
  isReplay: boolean,
): LoopBound[] {
  const known = new Map(runs.map((run) => [run.taskId, run]));
  const loops = [...workflow.byId.values()].filter((task) => task.kind === 'forEach' && task.depth === 0);
  return loops.flatMap((loop) => {
    const run = known.get(loop.id);
    const isOpen = run === undefined ? isReplay : run.status !== 'succeeded' && run.output !== null;
    return isOpen ? boundsOf(loop as CompiledForEach, run ? standingOf(run).low : 0, workflow) : [];
  });
}

/** Of the loops below a loop no more is known than how far the outer one has come. */
function boundsOf(loop: CompiledForEach, low: number, workflow: CompiledWorkflow): LoopBound[] {
  const first = iterationOf(0, low);
  return loop.below.map((taskId) => {
    const inside = workflow.byId.get(taskId)!.depth - loop.depth;
    return { taskId, least: inside === 1 ? first : iterationOf(first, 0) };
  });
}
