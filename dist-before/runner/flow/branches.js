import { holds } from '../../workflow/condition.js';
import { closeBlock } from '../close-block.js';
import { runWith } from '../new-run.js';
import { endsAll } from '../run-time.js';
import { BLOCKED, DONE } from '../went.js';
/** Which way is taken, as it is recorded: a branch is chosen once. */
export function beginBranches(task, { run, scope }) {
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
export function goOnBranch(walk, task, run, spot) {
    return walk.block(blockTaken(task, run.output), spot);
}
function blockTaken(task, { taken, case: name }) {
    if (task.kind === 'if') {
        return taken === 'then' ? task.onTrue : task.onFalse;
    }
    return (taken === 'cases' ? task.cases.get(name) : undefined) ?? task.defaults;
}
export function goOnParallel(walk, task, spot) {
    const { concurrency, onFailure } = task.definition;
    let open = 0;
    let failed = null;
    for (const branch of task.branches) {
        if (open >= concurrency) {
            break;
        }
        const went = walk.block(branch, spot);
        if (went.kind === 'blocked') {
            open += 1;
        }
        else if (went.kind === 'ended' || (went.kind === 'failed' && endsAll(went.error, onFailure))) {
            return closeBlock(walk, task.branches.flat(), spot).kind === 'blocked' ? BLOCKED : went;
        }
        else if (went.kind === 'failed') {
            failed ??= went;
        }
    }
    return open > 0 ? BLOCKED : (failed ?? DONE);
}
//# sourceMappingURL=branches.js.map