import { TaskFailed } from '../errors/errors.js';
import { contextOf } from './action-context.js';
import { runWith } from './new-run.js';
import { redact } from './redact.js';
import { refuseHidden } from './storable.js';
import { BLOCKED } from './went.js';
/** Prepares a task's action, and does at once what needs neither a commit nor the world. Throws what its input throws. */
export function performAction(walk, task, run, scope) {
    const action = walk.parts.actions.require(task.definition.type);
    const rendered = task.input.render(scope);
    try {
        return perform(walk, task, run, { action, rendered });
    }
    catch (error) {
        return walk.fail(task, run, error, derivedOf(walk.journey, rendered));
    }
}
function perform(walk, task, run, { action, rendered }) {
    const { journey, parts } = walk;
    const { value, recorded } = rendered;
    const derived = derivedOf(journey, rendered);
    parts.checkInput(action, value);
    const tried = runWith(run, { status: 'started', input: redact(journey, recorded, derived) });
    const prepare = (input) => action.prepare(input, contextOf(journey, run, parts.stamp));
    const effect = prepared(rendered, prepare);
    if (effect.kind !== 'none') {
        refuseHidden(journey, task, value);
    }
    return meet(walk, { task, run: tried, derived }, effect);
}
/** Of secrets without values, as plans have them, nothing can be derived. */
function derivedOf({ secrets }, { derived }) {
    return secrets.size === 0 ? undefined : derived;
}
/** What only makes values of its input makes them of the recorded one: what is derived from a secret is kept nowhere. */
function prepared({ value, recorded }, prepare) {
    try {
        const effect = prepare(value);
        return effect.kind === 'none' && value !== recorded ? prepare(recorded) : effect;
    }
    catch (error) {
        if (error instanceof TaskFailed && value !== recorded) {
            prepare(recorded); // `fail` fails again, in words that may be kept
        }
        throw error;
    }
}
function meet(walk, tried, effect) {
    const { task, run, derived } = tried;
    switch (effect.kind) {
        case 'none':
            if (effect.log !== undefined) {
                const message = String(redact(walk.journey, effect.log, derived));
                walk.state.notes.log.push({ taskId: run.taskId, message });
            }
            return walk.succeed(run, effect.output, effect.audit, derived);
        case 'own':
            walk.own ??= { task, run, derived, effect }; // one in a commit; the others are asked again after it
            return BLOCKED;
        case 'outside':
            walk.state.put(run);
            walk.calls.push({ task, run, derived, effect });
            return BLOCKED;
    }
}
//# sourceMappingURL=perform-action.js.map