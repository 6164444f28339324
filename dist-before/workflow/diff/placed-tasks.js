/** Every task of a document by its id, in the order they stand. */
export function placedTasks({ tasks, errors = [], finally: last = [], }) {
    const found = new Map();
    const place = (block, all) => {
        for (const [index, task] of all.entries()) {
            found.set(task.id, { task, block, previous: all[index - 1]?.id ?? null });
            blocksIn(task).forEach(([name, below]) => place(`${name} of ${task.id}`, below));
        }
    };
    place('tasks', tasks);
    place('errors', errors);
    place('finally', last);
    return found;
}
/** `first in tasks`, `after profile in then of known`. */
export function placeText({ block, previous }) {
    return `${previous === null ? 'first' : `after ${previous}`} in ${block}`;
}
function blocksIn(task) {
    switch (task.flow) {
        case 'if':
            return [
                ['then', task.onTrue],
                ['else', task.onFalse],
            ];
        case 'switch':
            return [...named('case', task.cases), ['defaults', task.defaults]];
        case 'parallel':
            return named('branch', task.branches);
        case 'forEach':
            return [['tasks', task.tasks]];
        case 'wait':
            return [['onTimeout', task.onTimeout]];
        case 'approval':
            return [['onExpiry', task.onExpiry ?? []]];
        case 'subflow':
        case 'return':
        case undefined:
            return [];
    }
}
function named(what, blocks) {
    return Object.entries(blocks).map(([name, tasks]) => [`${what} ${name}`, tasks]);
}
//# sourceMappingURL=placed-tasks.js.map