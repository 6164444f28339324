import { keyOf } from './walk-state.js';
export function isDestructiveWork({ effect }) {
    return effect.affects !== undefined;
}
/** The step without calls that nobody has counted yet: they are come to again right after its commit. */
export function putOff(step) {
    const later = step.calls.filter(isDestructiveWork);
    if (later.length === 0) {
        return step;
    }
    later.forEach(({ run }) => step.state.drop(run.taskId, run.iteration));
    const keys = new Set(later.map(({ run }) => keyOf(run.taskId, run.iteration)));
    return {
        ...step,
        calls: step.calls.filter((call) => !later.includes(call)),
        running: new Set([...step.running].filter((key) => !keys.has(key))),
        goesOn: true,
    };
}
//# sourceMappingURL=put-off.js.map