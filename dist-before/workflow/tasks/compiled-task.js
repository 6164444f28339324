/** The tasks directly below one, block by block. */
export function blocksOf(task) {
    switch (task.kind) {
        case 'if':
            return [task.onTrue, task.onFalse];
        case 'switch':
            return [...task.cases.values(), task.defaults];
        case 'parallel':
            return task.branches;
        case 'forEach':
            return [task.tasks];
        case 'wait':
            return [task.onTimeout];
        case 'approval':
            return [task.onExpiry];
        case 'action':
        case 'subflow':
        case 'return':
            return [];
    }
}
//# sourceMappingURL=compiled-task.js.map