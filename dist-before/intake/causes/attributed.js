import { MOST_DEPTH } from '../../ledger/cause.js';
/** Whether a trigger of it wants to know where the event came from. */
export function asksForCause({ test, executions }) {
    return !test && executions.some(({ reentry }) => reentry !== 'ignore');
}
export function outcomeOf({ reentry, workflowId }, { depth, lineage }) {
    if (reentry === 'ignore') {
        return 'run';
    }
    if (reentry === 'avoid' && lineage.includes(workflowId)) {
        return 'avoided';
    }
    return depth > MOST_DEPTH ? 'too_deep' : 'run';
}
/** The event with its cause, without the executions that are avoided: it keeps their names. What is too deep is ended when it is taken up. */
export function attributed(event, cause) {
    const avoided = event.executions.filter((one) => outcomeOf(one, cause) === 'avoided');
    return {
        ...event,
        cause,
        ...(avoided.length > 0 && {
            avoided: [...new Set(avoided.map(({ workflow }) => workflow))],
            executions: event.executions.filter((one) => !avoided.includes(one)),
        }),
    };
}
//# sourceMappingURL=attributed.js.map