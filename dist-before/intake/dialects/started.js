/** Answers who is told that nothing was: no condition of the trigger is met. */
export const NOTHING_STARTED = { status: 204, headers: {}, body: '' };
/** The first of several; null for none. */
export function startedBy({ hook, recorded }) {
    const first = recorded.find(({ executions }) => executions.length > 0);
    const { owner } = hook;
    if (!first || owner.kind !== 'workflow' || owner.trigger.definition.type !== 'webhook') {
        return null;
    }
    const { executions, duplicate } = first;
    return {
        execution: executions[0],
        duplicate,
        deployed: owner.deployed,
        webhook: owner.trigger.definition,
    };
}
//# sourceMappingURL=started.js.map