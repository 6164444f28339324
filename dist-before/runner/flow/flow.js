import { RETURNED } from '../went.js';
import { beginApproval, goOnApproval } from './approval.js';
import { beginBranches, goOnBranch, goOnParallel } from './branches.js';
import { conclude } from './conclude.js';
import { beginForEach, goOnForEach } from './for-each.js';
import { beginSubflow, goOnSubflow } from './subflow.js';
import { beginWait, goOnWait } from './wait.js';
/** Decides once what a flow task will do, and goes on into it. Throws ExpressionFailed. */
export function beginFlow(walk, task, begun) {
    switch (task.kind) {
        case 'if':
        case 'switch':
        case 'parallel':
            return enter(walk, task, beginBranches(task, begun), begun.spot);
        case 'forEach':
            return enter(walk, task, beginForEach(walk, task, begun), begun.spot);
        case 'wait':
            return beginWait(walk, task, begun);
        case 'approval':
            return beginApproval(walk, task, begun);
        case 'return': {
            const { recorded } = task.output.render(begun.scope);
            walk.succeed(begun.run, recorded);
            return RETURNED;
        }
        case 'subflow':
            return beginSubflow(walk, task, begun);
    }
}
/** Goes on with a flow task that was begun earlier. */
export function goOnFlow(walk, task, run, spot) {
    try {
        return goOn(walk, task, run, spot);
    }
    catch (error) {
        return walk.fail(task, run, error);
    }
}
function goOn(walk, task, run, spot) {
    switch (task.kind) {
        case 'if':
        case 'switch':
            return conclude(walk, task, run, goOnBranch(walk, task, run, spot));
        case 'parallel':
            return conclude(walk, task, run, goOnParallel(walk, task, spot));
        case 'forEach': {
            const went = goOnForEach(walk, task, run, spot);
            return conclude(walk, task, walk.state.find(run.taskId, run.iteration), went);
        }
        case 'wait':
            return goOnWait(walk, task, run, spot);
        case 'approval':
            return goOnApproval(walk, task, run, spot);
        case 'subflow':
            return goOnSubflow(walk, task, run);
        case 'return':
            return RETURNED;
    }
}
/** Puts down what was decided, then goes on. */
function enter(walk, task, decided, spot) {
    walk.state.put(decided);
    return goOnFlow(walk, task, decided, spot);
}
//# sourceMappingURL=flow.js.map