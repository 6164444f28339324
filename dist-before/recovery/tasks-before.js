import { Conflict, NotFound } from '../errors/errors.js';
import { blocksOf } from '../workflow/tasks/compiled-task.js';
/**
 * The tasks that stand before one in the document, without those it stands in: whoever restarts there decides their way
 * anew. Throws NotFound, or Conflict where nothing can be restarted from.
 */
export function tasksBefore(workflow, from) {
    const path = pathTo(workflow.tasks, from);
    const task = path?.at(-1);
    if (!path || !task) {
        throw workflow.byId.has(from)
            ? new Conflict(`${from} stands in errors, finally or undo: restart from one of tasks`, { task: from })
            : new NotFound(`the revision has no task ${from}`, { task: from });
    }
    if (task.depth > 0) {
        const loop = path.find(({ kind }) => kind === 'forEach');
        throw new Conflict(`${from} stands in a loop: restart from ${loop.id}`, { task: from, loop: loop.id });
    }
    return everyTask(workflow.tasks).filter((one) => one.position < task.position && !path.includes(one));
}
/** From the outermost task it stands in to the task itself. */
function pathTo(block, id) {
    for (const task of block) {
        const below = task.id === id ? [] : pathTo(blocksOf(task).flat(), id);
        if (below) {
            return [task, ...below];
        }
    }
    return null;
}
function everyTask(block) {
    return block.flatMap((task) => [task, ...everyTask(blocksOf(task).flat())]);
}
//# sourceMappingURL=tasks-before.js.map