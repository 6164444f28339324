export const ok = (check, seen) => ({ check, status: 'ok', seen, todo: null });
export const warn = (check, seen, todo) => ({
    check,
    status: 'warn',
    seen,
    todo,
});
export const fail = (check, seen, todo) => ({
    check,
    status: 'fail',
    seen,
    todo,
});
/** 1 second, 2 seconds. */
export function counted(count, one, many = `${one}s`) {
    return `${count} ${count === 1 ? one : many}`;
}
//# sourceMappingURL=finding.js.map