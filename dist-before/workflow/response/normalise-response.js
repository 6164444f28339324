import { compileTemplate } from '../expression/template.js';
import { rawMap } from '../raw.js';
/** Members of `execution` that are known before it has run. */
export const EARLY_EXECUTION = ['id', 'tenant', 'environment', 'test'];
/** Moments a response may have an answer for. */
export const MOMENTS = ['accepted', 'succeeded', 'failed'];
/** Whether a response is one answer, not one for each moment. */
export function isBare(response) {
    return MOMENTS.every((moment) => response[moment] === undefined);
}
/** Whether an answer reads what is only known when the execution has ended. */
export function readsOutcome({ status, headers, body }) {
    return compileTemplate([status, headers, body]).expressions.some(({ expression }) => expression.chains.some(([root, member]) => root === 'tasks' || (root === 'execution' && !EARLY_EXECUTION.includes(member ?? ''))));
}
/** A `response` without faults. One answer alone is for those who wait, and for all where it needs no outcome. */
export function normaliseResponse(value) {
    const raw = rawMap(value);
    if (isBare(raw)) {
        const answer = raw;
        return { ...(readsOutcome(raw) ? {} : { accepted: answer }), succeeded: [answer], failed: [] };
    }
    return {
        ...(raw['accepted'] === undefined ? {} : { accepted: raw['accepted'] }),
        succeeded: branchesOf(raw['succeeded']),
        failed: branchesOf(raw['failed']),
    };
}
function branchesOf(value) {
    return value === undefined ? [] : [value].flat();
}
//# sourceMappingURL=normalise-response.js.map