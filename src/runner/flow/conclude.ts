import type { TaskRun } from '../../ledger/task-run.js';
import { runWith } from '../new-run.js';
import type { Walker } from '../walker.js';
import { DONE, type Went } from '../went.js';
import type { FlowNode } from './beginning.js';

/** The record of a flow task as what is below it ended. */
export function conclude(walk: Walker, task: FlowNode, run: TaskRun, went: Went): Went {
  const finishedAt = walk.now();
  switch (went.kind) {
    case 'blocked':
      return went;
    case 'done':
    case 'ended':
      walk.state.put(runWith(run, { status: 'succeeded', finishedAt }));
      return went;
    case 'failed': {
      const { taskId, attempts, error } = went;
      const message = `the task ${taskId} in it failed: ${error.message}`;
      const own = {
        code: error.code,
        message,
        reason: error.reason ?? 'permanent',
        of: { taskId, attempts },
      };
      walk.state.put({ ...runWith(run, { status: 'failed', finishedAt }), error: own });
      return task.definition.continueOnError === true ? DONE : went;
    }
  }
}
