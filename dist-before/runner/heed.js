import { isJourney } from './ended-step.js';
import { advance } from './walk.js';
import { keyOf } from './walk-state.js';
/** The step as it is when somebody has asked the execution to stop, or to go on after all: calls not begun are not. */
export function heed(step, control, parts) {
    const { journey, state, calls, running, settlement } = step;
    if (control === state.halt || settlement?.kind === 'final' || !isJourney(journey)) {
        return step;
    }
    const stopping = state.fork(control);
    calls.forEach(({ run }) => stopping.drop(run.taskId, run.iteration));
    const notBegun = new Set(calls.map(({ run }) => keyOf(run.taskId, run.iteration)));
    return advance(journey, stopping, parts, {
        running: new Set([...running].filter((key) => !notBegun.has(key))),
    });
}
//# sourceMappingURL=heed.js.map