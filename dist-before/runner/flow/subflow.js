import { newId } from '../../config/clock.js';
import { NotFound, TaskFailed } from '../../errors/errors.js';
import { runWith } from '../new-run.js';
import { storable } from '../storable.js';
import { openingOf } from '../subflow-opening.js';
/** Workflows that start one another, from the first to the last. */
const DEEPEST = 5;
/** What ended while nobody could tell us is looked for again after this, in milliseconds. */
const LOOK_AGAIN_MS = 60_000;
/** No later than after this: nobody else will tell. */
const LOOK_AGAIN_MOST_MS = 300_000;
/** Starts the other workflow with the commit that records this. Throws NotFound, TaskFailed, ExpressionFailed. */
export function beginSubflow(walk, task, { run, scope }) {
    const { execution, subflows } = walk.journey;
    const { workflow, wait } = task.definition;
    if (execution.depth >= DEEPEST) {
        throw new TaskFailed(`workflows start one another at most ${DEEPEST} deep`, { workflow });
    }
    const deployed = subflows.get(workflow);
    if (!deployed) {
        throw new NotFound(`there is no workflow ${workflow} deployed in ${execution.environment}`, { workflow });
    }
    const id = newId();
    const inputs = storable(walk.journey, task, task.inputs.render(scope));
    walk.state.notes.opens.push(openingOf(walk.journey, deployed, { id, inputs, now: run.firstStartedAt }));
    const output = { execution: id };
    if (!wait) {
        return walk.succeed(run, output);
    }
    const dueAt = new Date(walk.now().getTime() + LOOK_AGAIN_MS);
    const waiting = runWith(run, { status: 'waiting', output, dueAt });
    walk.state.put(waiting);
    walk.awaited.push(id);
    return walk.waitFor(waiting);
}
/** Goes on when the other one has ended; fails when it did not succeed. */
export function goOnSubflow(walk, task, run) {
    const { execution } = run.output;
    const end = walk.journey.ends.get(execution);
    if (!end) {
        walk.awaited.push(execution);
        return walk.waitFor(later(walk, run));
    }
    if (end.status === 'succeeded') {
        return walk.succeed(run, { execution, output: end.output });
    }
    const how = end.status ?? 'and nothing is kept of how, for its retention is over';
    const why = end.error === null ? '' : `: ${end.error.message}`;
    const message = `${task.definition.workflow} ended ${how}${why}`;
    return walk.fail(task, run, new TaskFailed(message, { execution, code: end.error?.code ?? null }));
}
/** A wait that was looked at in vain is looked at again, less and less often. */
function later(walk, run) {
    const now = walk.now().getTime();
    if (run.dueAt.getTime() > now) {
        return run;
    }
    const waitedMs = now - run.startedAt.getTime();
    const next = runWith(run, {
        status: 'waiting',
        dueAt: new Date(now + Math.min(LOOK_AGAIN_MOST_MS, Math.max(LOOK_AGAIN_MS, waitedMs / 4))),
    });
    walk.state.put(next);
    return next;
}
//# sourceMappingURL=subflow.js.map