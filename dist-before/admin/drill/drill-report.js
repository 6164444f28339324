/** In the order of the way. */
export const HOPS = ['signed', 'accepted', 'committed', 'claimed', 'settled', 'audited'];
const isAccepted = ({ answer }) => answer?.status === 202 && answer.execution !== undefined;
/** Hops until the first that failed, which says what to do; those behind it are not reached. */
export function hopsOf(drilled) {
    const { signedMs, acceptedMs, progress } = drilled;
    const reached = signedMs === null ? {} : { signed: signedMs };
    if (isAccepted(drilled)) {
        reached.accepted = acceptedMs;
    }
    if (progress) {
        reached.committed = 0;
        const claimed = between(progress.committedAt, progress.claimedAt);
        const settled = between(progress.claimedAt, progress.settledAt);
        const audited = between(progress.settledAt, progress.auditedAt);
        Object.assign(reached, claimed !== null && { claimed });
        Object.assign(reached, settled !== null && progress.status === 'succeeded' && { settled });
        Object.assign(reached, audited !== null && progress.status === 'succeeded' && { audited });
    }
    const broken = HOPS.find((hop) => reached[hop] === undefined);
    const behind = broken === undefined ? HOPS.length : HOPS.indexOf(broken);
    return HOPS.map((hop, index) => {
        if (index < behind) {
            return { hop, status: 'ok', ms: reached[hop] ?? 0, todo: null };
        }
        return index === behind
            ? { hop, status: 'failed', ms: null, todo: todoOf(hop, drilled) }
            : { hop, status: 'not_reached', ms: null, todo: null };
    });
}
function between(from, to) {
    return from === null || to === null ? null : Math.max(0, to.getTime() - from.getTime());
}
function todoOf(hop, { answer, progress, waitedMs }) {
    const within = `within ${Math.round(waitedMs / 1000)} s`;
    switch (hop) {
        case 'signed':
            return 'the source of drills proves its sender in another way: delete the source, and drill again';
        case 'accepted':
            return answer === null
                ? `the door did not answer ${within}: look at the log of this process`
                : `the door answered ${answer.status}: the deliveries of the source of drills say why; 503 means that Postgres was not reached`;
        case 'committed':
            return 'the door said 202 and the ledger does not show it: is another database behind the door?';
        case 'claimed':
            return `no worker took it ${within}: does a process with ROLE worker or all run, ready, on this database, with room?`;
        case 'settled':
            return progress?.settledAt
                ? `it ended ${progress.status}: look at the execution`
                : `a worker took it and did not end it ${within}: look at the worker's log for the execution`;
        case 'audited':
            return 'it ended without its audit entry: keep the database as it is, and tell us';
    }
}
//# sourceMappingURL=drill-report.js.map