import { roundsOf } from '../runner/iteration.js';
import { keyOf } from '../runner/walk-state.js';
import { shownOutput } from './unknown.js';
/** Most task runs a plan shows. */
const MOST_TASKS = 1000;
/** Task runs of a plan, as far as they have come. */
export class PlannedTasks {
    executionId;
    book;
    subflows;
    omitted = 0;
    byKey = new Map();
    constructor(executionId, book, 
    /** Plans of the executions its tasks started. */
    subflows) {
        this.executionId = executionId;
        this.book = book;
        this.subflows = subflows;
    }
    /** Notes a run as it is committed. */
    note(run) {
        const key = keyOf(run.taskId, run.iteration);
        const before = this.byKey.get(key);
        if (!before && this.byKey.size >= MOST_TASKS) {
            this.omitted += run.finishedAt === null || run.status === 'retrying' ? 0 : 1;
            this.take(run);
            return;
        }
        this.byKey.set(key, { run, task: this.taskOf(run, before?.task) });
    }
    /** In the order of the document. */
    list() {
        return [...this.byKey.values()]
            .toSorted(({ run: one }, { run: other }) => one.position - other.position || one.iteration - other.iteration)
            .map(({ task }) => task);
    }
    taskOf(run, before) {
        const { taskId, iteration, action, status, input, output, error } = run;
        const subflow = action === 'subflow' ? this.subflows.get(executionOf(run)) : undefined;
        const waitMs = action === 'wait' && run.dueAt ? run.dueAt.getTime() - run.startedAt.getTime() : before?.waitMs;
        return {
            task: taskId,
            rounds: roundsOf(iteration),
            type: action,
            status,
            input,
            output: action === 'subflow' ? outputOfOther(output) : shownOutput(output),
            error: shownError(error),
            unknown: this.book.unknownFor(taskId),
            ...(waitMs !== undefined && { waitMs }),
            effects: [...(before?.effects ?? []), ...(run.finishedAt === null ? [] : this.take(run))],
            ...(subflow && { subflow }),
        };
    }
    take({ taskId, iteration }) {
        return this.book.take(`${this.executionId}.${taskId}.${iteration}`);
    }
}
export function shownError(error) {
    return error && { code: error.code, message: error.message };
}
export function executionOf({ output }) {
    return output?.execution ?? '';
}
/** Without the id of an execution that is none. */
function outputOfOther(output) {
    const { output: given } = (output ?? {});
    return given === undefined ? null : shownOutput({ output: given });
}
//# sourceMappingURL=planned-tasks.js.map