import { buried, describeError } from './failure.js';
/** How long nothing is asked at the most, in milliseconds: what one waits for says so itself, if nothing gets lost. */
const LONGEST_MS = 366 * 86_400_000;
/** Whether the execution leaves its worker with this, and how. */
export function settle(walk, end) {
    if (end.kind === 'blocked') {
        return { settlement: walk.isBusy ? null : release(walk), burial: null };
    }
    if (walk.state.halt === 'cancel') {
        return { settlement: final('cancelled', 'asked'), burial: null };
    }
    switch (end.kind) {
        case 'done':
            return { settlement: final('succeeded', null), burial: null };
        case 'ended':
            return { settlement: { kind: 'final', ...withoutKind(end) }, burial: null };
        case 'failed':
            return buried(walk.journey, end.taskId, end.error, end.attempts);
    }
}
/**
 * The step of a walk that threw what nobody foresaw. The same walk would throw it again, after the same calls: so the
 * execution is given up on at once, and whatever stood before the walk is recorded with it.
 */
export function brokenOff(journey, state, error) {
    const { attempt } = journey.execution;
    const end = buried(journey, null, { ...describeError(journey, error), reason: 'unexpected' }, attempt);
    return { journey, state: state.fork(), own: null, calls: [], running: new Set(), unwanted: [], ...end };
}
/** Back to the ledger until something is due. */
function release(walk) {
    const { retrying, dueAt } = walk;
    if (walk.state.halt === 'pause') {
        return { kind: 'pause' };
    }
    const delayMs = Math.min(LONGEST_MS, Math.max(0, dueAt - walk.now().getTime()));
    const awaited = walk.awaited.length > 0 && { awaited: walk.awaited };
    return retrying === null
        ? { kind: 'wait', delayMs, ...awaited }
        : { kind: 'retry', delayMs, error: retrying.error, ...awaited };
}
function final(status, reason) {
    return { kind: 'final', status, reason, error: null };
}
function withoutKind({ status, reason, error }) {
    return { status, reason, error };
}
//# sourceMappingURL=settle.js.map