import { runWith } from '../new-run.js';
import { isNotBegun } from '../run-time.js';
import { DONE } from '../went.js';
/** What is below a task is not looked at any more once it succeeded: its record says that the execution ended there. */
export function hasEnded({ output }) {
    return output?.ended === true;
}
const endedWith = ({ output }) => ({ ...output, ended: true });
/** The record of a flow task as what is below it ended. */
export function conclude(walk, task, run, went) {
    const finishedAt = walk.now();
    switch (went.kind) {
        case 'blocked':
            return went;
        case 'done':
            walk.state.put(runWith(run, { status: 'succeeded', finishedAt }));
            return went;
        case 'ended':
            if (went.status === 'skipped') {
                const gone = { ...went.error, reason: went.reason };
                walk.state.put({ ...runWith(run, { status: 'failed', finishedAt }), error: gone });
                return task.definition.continueOnError === true ? DONE : went;
            }
            walk.state.put(runWith(run, { status: 'succeeded', finishedAt, output: endedWith(run) }));
            return went;
        case 'failed': {
            const { taskId, attempts, error } = went;
            const message = `the task ${taskId} in it failed: ${error.message}`;
            const isLate = isNotBegun(error);
            const own = {
                code: error.code,
                message,
                reason: error.reason ?? 'permanent',
                of: { taskId, attempts },
                ...(isLate && { details: error.details }),
            };
            walk.state.put({ ...runWith(run, { status: 'failed', finishedAt }), error: own });
            return task.definition.continueOnError === true && !isLate ? DONE : went;
        }
    }
}
//# sourceMappingURL=conclude.js.map