export const ROOTS = ['trigger', 'inputs', 'tasks', 'each', 'event', 'execution', 'workflow'];
export function isRoot(name) {
    return ROOTS.includes(name);
}
//# sourceMappingURL=scope.js.map