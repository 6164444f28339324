import { blocksOf, } from '../workflow/tasks/compiled-task.js';
import { standingOf, WINDOW } from './flow/standing.js';
import { askedIn } from './flow/approval-record.js';
import { iterationOf } from './iteration.js';
import { runWith } from './new-run.js';
import { keyOf } from './walk-state.js';
import { BLOCKED, DONE } from './went.js';
/**
 * Ends whatever was begun in a block and is not behind us, and begins nothing. Blocked while calls that are not wanted
 * any more are still under way.
 */
export function closeBlock(walk, block, spot) {
    return block.map((task) => closeTask(walk, task, spot)).every((went) => went.kind === 'done')
        ? DONE
        : BLOCKED;
}
function closeTask(walk, task, spot) {
    const run = walk.state.find(task.id, spot.iteration);
    if (run === undefined || run.finishedAt !== null) {
        return run?.status === 'retrying' ? cancel() : DONE;
    }
    if (task.kind === 'action' && walk.isRunning(run)) {
        walk.unwanted.push(keyOf(run.taskId, run.iteration));
        return BLOCKED;
    }
    if (task.kind === 'subflow' && run.output !== null) {
        walk.state.notes.cancels.push(run.output.execution);
    }
    if (task.kind === 'wait' && task.definition.event) {
        walk.state.notes.waitsOver.push(run);
    }
    if (task.kind === 'approval') {
        walk.state.notes.approvalsOver.push(askedIn(run).approval);
    }
    return closeBelow(walk, task, run, spot).kind === 'done' ? cancel() : BLOCKED;
    function cancel() {
        walk.state.put(runWith(run, { status: 'cancelled', finishedAt: walk.now(), dueAt: null }));
        return DONE;
    }
}
function closeBelow(walk, task, run, spot) {
    return task.kind === 'forEach'
        ? closeRounds(walk, task, standingOf(run), spot)
        : closeBlock(walk, blocksOf(task).flat(), spot);
}
/** Ends what is under way in any round. */
export function closeRounds(walk, task, { count, low }, spot) {
    let went = DONE;
    for (let index = low; index < Math.min(count, low + WINDOW); index += 1) {
        const round = closeBlock(walk, task.tasks, { iteration: iterationOf(spot.iteration, index), each: null });
        went = round.kind === 'blocked' ? round : went;
    }
    return went;
}
//# sourceMappingURL=close-block.js.map