/** What of an execution's standing is shown. */
export function statusOf(now) {
    const { id, workflow, revision, environment, status, reason, attempt, finishedAt } = now;
    const { acceptedAt, startedAt, dueAt } = now;
    const about = { id, workflow, revision, environment, status, finished: finishedAt !== null };
    return { ...about, reason, attempt, acceptedAt, startedAt, finishedAt, dueAt };
}
//# sourceMappingURL=status-of.js.map