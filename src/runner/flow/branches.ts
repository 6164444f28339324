import type { TaskRun } from '../../ledger/task-run.js';
import { holds } from '../../workflow/condition.js';
import type {
  Block,
  CompiledIf,
  CompiledParallel,
  CompiledSwitch,
} from '../../workflow/tasks/compiled-task.js';
import { closeBlock } from '../close-block.js';
import { runWith } from '../new-run.js';
import { endsAll } from '../run-time.js';
import type { Spot } from '../spot.js';
import type { Walker } from '../walker.js';
import { BLOCKED, DONE, type Went } from '../went.js';
import type { Beginning } from './beginning.js';

/** Which way is taken, as it is recorded: a branch is chosen once. */
export function beginBranches(
  task: CompiledIf | CompiledSwitch | CompiledParallel,
  { run, scope }: Beginning,
): TaskRun {
  switch (task.kind) {
    case 'if':
      return runWith(run, {
        status: 'started',
        output: { taken: holds(task.condition, scope) ? 'then' : 'else' },
      });
    case 'switch': {
      const { value } = task.value.render(scope);
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return runWith(run, {
        status: 'started',
        output: task.cases.has(text) ? { taken: 'cases', case: text } : { taken: 'defaults' },
      });
    }
    case 'parallel':
      return run;
  }
}

export function goOnBranch(walk: Walker, task: CompiledIf | CompiledSwitch, run: TaskRun, spot: Spot): Went {
  return walk.block(blockTaken(task, run.output as { taken: string; case?: string }), spot);
}

function blockTaken(
  task: CompiledIf | CompiledSwitch,
  { taken, case: name }: { taken: string; case?: string },
): Block {
  if (task.kind === 'if') {
    return taken === 'then' ? task.onTrue : task.onFalse;
  }
  return (taken === 'cases' ? task.cases.get(name!) : undefined) ?? task.defaults;
}

export function goOnParallel(walk: Walker, task: CompiledParallel, spot: Spot): Went {
  const { concurrency, onFailure } = task.definition;
  let open = 0;
  let failed: Went | null = null;
  for (const branch of task.branches) {
    if (open >= concurrency) {
      break;
    }
    const went = walk.block(branch, spot);
    if (went.kind === 'blocked') {
      open += 1;
    } else if (went.kind === 'ended' || (went.kind === 'failed' && endsAll(went.error, onFailure))) {
      return closeBlock(walk, task.branches.flat(), spot).kind === 'blocked' ? BLOCKED : went;
    } else if (went.kind === 'failed') {
      failed ??= went;
    }
  }
  return open > 0 ? BLOCKED : (failed ?? DONE);
}
