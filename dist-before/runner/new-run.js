/** A task about to be tried, counted on from what earlier tries left. */
export function newRun(journey, task, iteration, earlier, now) {
    return {
        executionId: journey.execution.id,
        taskId: task.id,
        iteration,
        position: task.position,
        action: task.definition.type,
        status: 'started',
        attempt: (earlier?.attempt ?? 0) + 1,
        misses: earlier?.misses ?? 0,
        startedAt: now,
        // What was held before its first try has not started yet.
        firstStartedAt: earlier && earlier.attempt + earlier.misses > 0 ? earlier.firstStartedAt : now,
        finishedAt: null,
        dueAt: null,
        input: null,
        output: null,
        error: null,
    };
}
/** The run with what came of it. Spelled out: spreading runs was a fifth of what a worker did. */
export function runWith(run, outcome) {
    return {
        executionId: run.executionId,
        taskId: run.taskId,
        iteration: run.iteration,
        position: run.position,
        action: run.action,
        status: outcome.status,
        attempt: run.attempt,
        misses: run.misses,
        startedAt: run.startedAt,
        firstStartedAt: run.firstStartedAt,
        finishedAt: outcome.finishedAt ?? run.finishedAt,
        dueAt: outcome.dueAt === undefined ? run.dueAt : outcome.dueAt,
        input: outcome.input ?? run.input,
        output: outcome.output ?? run.output,
        error: run.error,
    };
}
//# sourceMappingURL=new-run.js.map