import type { TaskRun } from '../ledger/task-run.js';
import type { CompiledWorkflow } from '../workflow/compile.js';
import type { CompiledForEach } from '../workflow/tasks/compiled-task.js';
import { type Standing, standingOf } from './flow/standing.js';
import { iterationOf, outward } from './iteration.js';
import { keyOf } from './walk-state.js';

export interface LoopBound {
  readonly taskId: string;
  /** Iterations before this one are behind the loop. */
  readonly least: number;
}

export function hasLoops({ byId }: CompiledWorkflow): boolean {
  return [...byId.values()].some(({ kind }) => kind === 'forEach');
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

/** Without the rounds that loops below a loop have behind them: those come from the ledger as long as the outer round lasts. */
export function withoutPassed({ byId }: CompiledWorkflow, runs: readonly TaskRun[]): TaskRun[] {
  const within = new Map<string, number>();
  for (const { taskId, iteration, output } of runs) {
    const task = byId.get(taskId);
    if (task?.kind === 'forEach' && task.depth > 0 && output !== null) {
      const least = iterationOf(iteration, (output as Standing).low);
      task.below.forEach((id) => within.set(keyOf(id, iteration), least));
    }
  }
  return runs.filter(({ taskId, iteration }) => {
    const depth = byId.get(taskId)?.depth ?? 0;
    return depth < 2 || iteration >= (within.get(keyOf(taskId, outward(iteration, depth, depth - 1))) ?? 0);
  });
}
