import type { TaskRun } from '../../ledger/task-run.js';
import { runWith } from '../new-run.js';
import { isNotBegun } from '../run-time.js';
import type { Walker } from '../walker.js';
import { DONE, type Went } from '../went.js';
import type { FlowNode } from './beginning.js';

/** What is below a task is not looked at any more once it succeeded: its record says that the execution ended there. */
export function hasEnded({ output }: TaskRun): boolean {
  return (output as { ended?: boolean } | null)?.ended === true;
}

const endedWith = ({ output }: TaskRun): object => ({ ...(output as object | null), ended: true });

/** The record of a flow task as what is below it ended. */
export function conclude(walk: Walker, task: FlowNode, run: TaskRun, went: Went): Went {
  const finishedAt = walk.now();
  switch (went.kind) {
    case 'blocked':
      return went;
    case 'done':
      walk.state.put(runWith(run, { status: 'succeeded', finishedAt }));
      return went;
    case 'ended':
      if (went.status === 'skipped') {
        const gone = { ...went.error!, reason: went.reason! };
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
