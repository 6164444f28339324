import { ExpressionFailed } from '../../errors/errors.js';
import { closeRounds } from '../close-block.js';
import { iterationOf, MOST_VALUES } from '../iteration.js';
import { runWith } from '../new-run.js';
import { endsAll } from '../run-time.js';
import { keyOf } from '../walk-state.js';
import { BLOCKED, DONE } from '../went.js';
import { standingOf, WINDOW } from './standing.js';
export function beginForEach(walk, task, { run, spot, scope }) {
    const values = listOf(task, task.values.render(scope).value);
    walk.state.memo.set(keyOf(task.id, spot.iteration), values);
    return runWith(run, { status: 'started', output: { count: values.length, low: 0, failed: 0 } });
}
/** Throws ExpressionFailed when the list is not the one it began with. */
export function goOnForEach(walk, task, run, spot) {
    const before = run.output;
    const values = valuesOf(walk, task, run, spot);
    const { concurrency, onFailure } = task.definition;
    const last = Math.min(values.length, before.low + WINDOW);
    let standing = before;
    let [open, index] = [0, before.low];
    for (; index < last && open < concurrency; index += 1) {
        const each = { value: values[index], index, parent: spot.each };
        const went = walk.block(task.tasks, { iteration: iterationOf(spot.iteration, index), each });
        if (went.kind === 'ended' || (went.kind === 'failed' && endsAll(went.error, onFailure))) {
            return closeRounds(walk, task, before, spot).kind === 'blocked' ? BLOCKED : went;
        }
        open += went.kind === 'blocked' ? 1 : 0;
        if (open === 0) {
            standing = passed(standing, index, went);
        }
    }
    if (standing !== before) {
        const rounds = { taskIds: task.below, outer: spot.iteration, from: before.low, to: standing.low };
        const bytesBehind = (before.bytesBehind ?? 0) + walk.state.bytesIn(rounds, walk.outputBudget);
        walk.state.pass(rounds);
        const output = { ...standing, ...(bytesBehind > 0 && { bytesBehind }) };
        walk.state.put(runWith(run, { status: 'started', output }));
    }
    if (open > 0) {
        return BLOCKED;
    }
    return index < values.length ? walk.goOn() : outcomeOf(standing);
}
function passed({ count, failed, first }, index, went) {
    const behind = { count, low: index + 1 };
    if (went.kind !== 'failed') {
        return { ...behind, failed, ...(first && { first }) };
    }
    const { taskId, attempts, error } = went;
    return { ...behind, failed: failed + 1, first: first ?? { taskId, attempts, error } };
}
function outcomeOf({ first }) {
    return first ? { kind: 'failed', ...first } : DONE;
}
function valuesOf(walk, task, run, spot) {
    const key = keyOf(task.id, spot.iteration);
    const known = walk.state.memo.get(key);
    if (known) {
        return known;
    }
    const values = listOf(task, task.values.render(walk.scope(task, spot, run.firstStartedAt)).value);
    if (values.length !== standingOf(run).count) {
        throw new ExpressionFailed('the list of a loop is not the one it began with', { task: task.id });
    }
    walk.state.memo.set(key, values);
    return values;
}
function listOf(task, value) {
    if (!Array.isArray(value)) {
        throw new ExpressionFailed('values must be a list', { task: task.id });
    }
    if (value.length > MOST_VALUES) {
        throw new ExpressionFailed(`a loop takes at most ${MOST_VALUES} values, not ${value.length}`, {
            task: task.id,
        });
    }
    return value;
}
//# sourceMappingURL=for-each.js.map