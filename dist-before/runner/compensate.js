import { OUTSIDE_LOOPS } from './spot.js';
import { DONE } from './went.js';
/**
 * Takes back what succeeded, the last first, one after the other. An `undo` that fails for good does not keep the others
 * from being done: its record tells.
 */
export function compensate(walk) {
    for (const run of walk.state.finished()) {
        const undo = undoOf(walk, run);
        if (undo && walk.block([undo], OUTSIDE_LOOPS).kind === 'blocked') {
            return { kind: 'blocked' };
        }
    }
    return DONE;
}
function undoOf(walk, { taskId }) {
    const task = walk.journey.workflow.byId.get(taskId);
    return task?.kind === 'action' ? task.undo : undefined;
}
//# sourceMappingURL=compensate.js.map