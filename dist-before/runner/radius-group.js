import { worksOf } from './carry-out.js';
import { termsOf } from './radius-terms.js';
/** In the one order in which their locks are taken. Empty for all that touch nobody, or may touch any number. */
export function groupsOf(steps, usual) {
    const groups = new Map();
    for (const { journey, own, calls } of steps) {
        for (const work of worksOf({ own, calls })) {
            if (work.effect.affects && journey.workflow) {
                add(groups, { journey, work, affects: work.effect.affects }, usual);
            }
        }
    }
    return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}
function add(groups, member, usual) {
    const { execution, workflow } = member.journey;
    const { tenant, workflowId, environment, revision } = execution;
    const terms = termsOf(workflow.document, usual);
    if (terms === null) {
        return;
    }
    const key = JSON.stringify([tenant, workflowId, environment, revision]);
    const group = groups.get(key) ?? { place: { tenant, workflowId, environment }, terms, members: [] };
    group.members.push(member);
    groups.set(key, group);
}
//# sourceMappingURL=radius-group.js.map