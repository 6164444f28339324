import { taskValue } from '../../workflow/expression/task-value.js';
/** Those of the executions that have ended. Two looks at the ledger. */
export async function readOutcomes(view, ids) {
    const [finished, runs] = await Promise.all([view.finished(ids), view.taskOutcomes(ids)]);
    return outcomesOf(finished, runs);
}
/** Puts each execution together with its task runs, which come in their order. */
export function outcomesOf(finished, runs) {
    const byExecution = new Map(finished.map(({ id }) => [id, []]));
    for (const run of runs) {
        byExecution.get(run.executionId)?.push(run);
    }
    return finished.map((row) => {
        const own = byExecution.get(row.id);
        return {
            ...row,
            outputs: Object.fromEntries(own.map(({ taskId, output }) => [taskId, output])),
            tasks: Object.fromEntries(own.map(({ taskId, output, status }) => [taskId, taskValue(taskId, output, { status })])),
        };
    });
}
//# sourceMappingURL=outcome.js.map