/** Watches an execution until it has ended. */
import { setTimeout as delay } from 'node:timers/promises';
import { CommandFailed, EXIT } from './exit-code.js';
import { isFinal, taskRunLine } from './execution-text.js';
import { toneOf } from './style.js';
import { asText } from './table.js';
const SOONEST_MS = 100;
const LATEST_MS = 1_000;
/** Prints each task run as it ends, then how the execution ended; `failed` unless that was well. `withinSeconds`: gives up after. */
export async function followExecution(session, api, id, withinSeconds) {
    const deadline = withinSeconds === undefined ? Infinity : Date.now() + withinSeconds * 1_000;
    const shown = new Set();
    for (let pause = SOONEST_MS;; pause = Math.min(LATEST_MS, pause * 1.5)) {
        const execution = await api.get(`/executions/${encodeURIComponent(id)}`);
        showNewRuns(session, execution, shown);
        if (isFinal(execution)) {
            return showEnd(session, execution);
        }
        if (Date.now() + pause > deadline) {
            throw new CommandFailed(EXIT.failed, `execution ${id} is still ${execution.status} after ${withinSeconds} s`);
        }
        await delay(pause);
    }
}
function showNewRuns(session, execution, shown) {
    for (const run of execution.taskRuns) {
        const key = `${run.task} ${run.iteration ?? 0} ${run.attempt} ${run.status}`;
        if (hasEnded(run) && !shown.has(key)) {
            shown.add(key);
            session.stream({ execution: execution.id, taskRun: run }, taskRunLine(run, session.style));
        }
    }
}
function hasEnded(run) {
    return run.status !== 'started';
}
function showEnd(session, execution) {
    const { id, workflow, status, reason, error } = execution;
    const why = error === null ? reason : `${error.code}: ${asText(error.message)}`;
    const { taskRuns: _, event: __, ...summary } = execution;
    session.stream({ execution: summary }, `${session.style(toneOf(status), status)}  ${workflow} ${id}${why === null ? '' : `  ${why}`}`);
    return status === 'succeeded' ? EXIT.ok : EXIT.failed;
}
//# sourceMappingURL=follow-execution.js.map