export function keyOfAsk({ executionId, taskId, iteration }) {
    return `${executionId}.${taskId}.${iteration}`;
}
/** One verdict for each ask, in their order: a user that is counted goes on counting once. */
export function judge(state, asks) {
    const known = new Set(state.known);
    let { used } = state;
    let isAsked = state.question !== null;
    return asks.map((ask) => {
        const ended = refusalBy(state.holds.get(keyOfAsk(ask)));
        if (ended) {
            return ended;
        }
        if (known.has(ask.user)) {
            return PASS;
        }
        if (!isAsked && used < (state.allowed ?? ask.limit)) {
            used += 1;
            known.add(ask.user);
            return PASS;
        }
        if (!isAsked && state.isRefused) {
            return { kind: 'refuse', why: `${REACHED}, and somebody said no to more`, approval: null };
        }
        isAsked = true;
        return HOLD;
    });
}
const PASS = { kind: 'pass' };
const HOLD = { kind: 'hold' };
const REACHED = 'the blast radius of the workflow was reached';
function refusalBy(hold) {
    if (hold?.status === 'decided' && hold.outcome !== 'approve') {
        return { kind: 'refuse', why: `${REACHED}, and ${hold.by} said no to more`, approval: hold.approval };
    }
    return hold?.status === 'expired'
        ? { kind: 'refuse', why: `${REACHED}, and nobody decided in time`, approval: hold.approval }
        : null;
}
//# sourceMappingURL=blast-radius.js.map