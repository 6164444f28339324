/** Whether tasks of the workflow may change users, so that events may come of it. */
export function changesUsers({ byId }) {
    return [...byId.values()].some(changesUser);
}
function changesUser(task) {
    return (task.kind === 'action' &&
        (isChange(task.definition.type) || (task.undo !== undefined && changesUser(task.undo))));
}
const isChange = (type) => /^(user|role|group)\./.test(type) && type !== 'user.get';
//# sourceMappingURL=changes-users.js.map