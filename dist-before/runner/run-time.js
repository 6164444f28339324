/** The time of one attempt of an execution, in this worker's hands. */
import { TaskTimeout } from '../errors/errors.js';
/** When it is over, in epoch milliseconds by the clock of this process; Infinity: never. */
export function overAt({ timeoutMs, startedAt }) {
    return timeoutMs === undefined ? Infinity : startedAt + timeoutMs;
}
/** What a task fails with that is not begun, for the time was over before it. */
export function notBegun(timeoutMs) {
    return new TaskTimeout('the execution took longer than its timeout', { timeoutMs, begun: false });
}
/** Nothing beside or behind such a task can begin either, so no `continueOnError` and no loop goes on over it. */
export function isNotBegun(error) {
    return error.code === 'task_timeout' && error.details?.['begun'] === false;
}
/** Whether a loop, or branches side by side, end with this failure of one of them. */
export function endsAll(error, onFailure) {
    return onFailure === 'fast' || isNotBegun(error);
}
//# sourceMappingURL=run-time.js.map