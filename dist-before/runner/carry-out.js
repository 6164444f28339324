import { heldRun } from './held-task.js';
import { isDestructiveWork, putOff } from './put-off.js';
import { advance } from './walk.js';
import { keyOf } from './walk-state.js';
/** The step as it is when some of its tasks may not begin; all others do. */
export function carryOut(step, rulings, parts) {
    const ruled = worksOf(step).filter((work) => rulings.has(work));
    if (ruled.length === 0) {
        return step;
    }
    const state = step.state.fork();
    const results = [];
    let own;
    for (const work of ruled) {
        const ruling = rulings.get(work);
        if (ruling.kind === 'hold') {
            hold(state, work, ruling);
        }
        else if (work === step.own) {
            own = { work: step.own, result: ruling.error };
        }
        else {
            results.push({ work: work, error: ruling.error });
        }
    }
    const gone = new Set(ruled.map(({ run }) => keyOf(run.taskId, run.iteration)));
    const running = new Set([...step.running].filter((key) => !gone.has(key)));
    const news = { results, running, ...(own && { own }) };
    return joined(step, ruled, putOff(advance(step.journey, state, parts, news)));
}
export function worksOf({ calls, own }) {
    return own ? [own, ...calls] : [...calls];
}
function hold(state, { run }, ruling) {
    state.put(heldRun(run, ruling.approval, ruling.until));
    if (ruling.reached) {
        const { taskId } = run;
        state.notes.reached.push(ruling.approval);
        state.notes.audit.push({ ...ruling.reached, taskId });
    }
}
/** What is left of the step, and what the walk came to without the rest. */
function joined(step, ruled, next) {
    const kept = step.calls.filter((call) => !ruled.includes(call));
    // One that is not counted: the next commit begins with it.
    const isLater = next.own !== null && isDestructiveWork(next.own) && !isSame(next.own, step.own);
    return {
        ...next,
        calls: [...kept, ...next.calls],
        unwanted: [...step.unwanted, ...next.unwanted],
        ...(isLater && { own: null, goesOn: true }),
    };
}
function isSame({ run }, other) {
    return run.taskId === other?.run.taskId && run.iteration === other.run.iteration;
}
//# sourceMappingURL=carry-out.js.map