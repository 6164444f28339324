/** No try of its own: the next one counts as this would have. */
export function heldRun(run, approval, until) {
    const message = `waits for the approval ${approval}`;
    return {
        ...run,
        status: 'waiting',
        attempt: run.attempt - 1,
        dueAt: until,
        error: { code: 'blast_radius', message, details: { approval } },
    };
}
/** As long as its execution is in the same hands: whoever takes it up again asks anew. */
export function isHeld({ status, dueAt }) {
    return status === 'waiting' && dueAt !== null;
}
/** Runs as they are taken up: what was held may begin, or is held again. */
export function takenUp({ byId }, runs) {
    return runs.map((run) => isHeld(run) && byId.get(run.taskId)?.kind === 'action' ? { ...run, dueAt: null } : run);
}
//# sourceMappingURL=held-task.js.map