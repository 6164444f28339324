import { setImmediate as aTurn } from 'node:timers/promises';
import { OutcomeUnknown, TaskTimeout } from '../errors/errors.js';
/** Reasons a worker lets go of an execution; neither is a failure of the task. */
export const LEASE_GONE = new Error('the lease is gone');
export const SHUTTING_DOWN = new Error('the worker is shutting down');
/** Why a call is cut off whose task is not wanted any more. */
export const NOT_WANTED = new Error('the task is not wanted any more');
/** A task without a `timeout` may take this long. */
export const DEFAULT_TASK_TIMEOUT_MS = 30_000;
/** Milliseconds that are left of the time of the whole execution. Throws TaskTimeout when there are none: nothing is called then. */
export function requireTime({ startedAt }, executionMs) {
    const leftMs = executionMs === undefined ? Infinity : startedAt + executionMs - Date.now();
    if (leftMs <= 0) {
        throw timedOut(executionMs, true);
    }
    return leftMs;
}
/** Performs a call under its limits; rejects with TaskTimeout, OutcomeUnknown, what `unwanted` was aborted with, LEASE_GONE, SHUTTING_DOWN or what the call threw. */
export async function callWithin(effect, work, limits, unwanted = null) {
    const taskMs = limits.taskMs ?? DEFAULT_TASK_TIMEOUT_MS;
    const leftMs = requireTime(work, limits.executionMs);
    const timeoutMs = Math.min(taskMs, leftMs);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(timedOut(timeoutMs, leftMs < taskMs)), timeoutMs);
    const signal = AbortSignal.any([timeout.signal, work.controller.signal, ...(unwanted ? [unwanted] : [])]);
    const performed = (async () => effect.perform(signal))();
    try {
        return await Promise.race([performed, aborted(signal)]);
    }
    catch (error) {
        throw signal.aborted ? await cutOff(signal.reason, performed) : error;
    }
    finally {
        clearTimeout(timer);
    }
}
/** Why a call was cut off. Whether it had been sent is known to the call alone, which says so at once. */
async function cutOff(reason, performed) {
    if (!(reason instanceof TaskTimeout)) {
        return reason;
    }
    const said = await Promise.race([performed.catch((error) => error), aTurn()]);
    return said instanceof OutcomeUnknown
        ? new OutcomeUnknown(said.message, { ...said.details, ...reason.details }, { cause: reason })
        : reason;
}
const timedOut = (ms, whole) => new TaskTimeout(`${whole ? 'the execution' : 'the task'} took longer than its timeout`, {
    timeoutMs: Math.round(ms),
});
function aborted(signal) {
    return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        if (signal.aborted) {
            reject(signal.reason);
        }
    });
}
//# sourceMappingURL=call.js.map