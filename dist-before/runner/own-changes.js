import { causeOf } from './cause-of.js';
/** Changes of users that the calls of a step are about to make in directories of others. */
export function ownChangesOf({ journey, calls }) {
    if (journey.workflow === undefined) {
        return [];
    }
    const { tenant, environment } = journey.execution;
    return calls.flatMap(({ run, effect: { change } }) => change === undefined || change.kind === 'user.get'
        ? []
        : [
            {
                taskId: run.taskId,
                iteration: run.iteration,
                tenant,
                environment,
                subject: change.user,
                kind: change.kind,
                wanted: wantedBy(change),
                cause: causeOf(journey),
            },
        ]);
}
/** What is wanted of the user, by member. */
function wantedBy(change) {
    switch (change.kind) {
        case 'user.create':
        case 'user.update':
            return change.set;
        case 'user.disable':
            return { active: false };
        case 'user.enable':
            return { active: true };
        case 'role.assign':
        case 'role.remove':
            return { roles: change.role };
        case 'group.add':
        case 'group.remove':
            return { groups: change.group };
        default:
            return {};
    }
}
//# sourceMappingURL=own-changes.js.map