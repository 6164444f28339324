import { compareWanted } from './compare-wanted.js';
import { eventValues } from './event-values.js';
/** Clocks of senders may be slow by so much. */
const SKEW_MS = 60_000;
/** The types that say by themselves what was done. */
const TELLING = {
    'user.create': ['user.created'],
    'user.delete': ['user.deleted'],
    'user.disable': ['user.disabled'],
    'user.enable': ['user.enabled'],
    'role.assign': ['role.assigned'],
    'role.remove': ['role.removed'],
    'group.add': ['group.member_added'],
    'group.remove': ['group.member_removed'],
};
/** Types of events that changes of users bring on: of the words of the common vocabulary no others do. */
const CHANGES = new Set([...Object.values(TELLING).flat(), 'user.updated']);
const WORD = /^(user|session|login|credential|mfa|token|risk|role|group|organization|invitation)\.[a-z]+(_[a-z]+)?$/;
/**
 * The change the event came of: the newest whose kind can bring on an event of this type, and that wanted what the event
 * says. A type that tells nothing of what was done, such as `user.updated`, has to show a value that was wanted; a value that
 * is another than the one wanted says that somebody else made the change.
 */
export function findOrigin(event, changes) {
    const values = eventValues(event.body);
    return changes.find((change) => cameOf(event, values, change));
}
function cameOf(event, values, change) {
    if (event.occurredAt !== null && event.occurredAt.getTime() < change.madeAt.getTime() - SKEW_MS) {
        return false;
    }
    const fit = fitOf(event.commonType ?? event.type ?? '', change);
    const compared = fit === 'none' ? 'differs' : compareWanted(change.wanted, values);
    return ACCEPTED[fit].includes(compared);
}
const ACCEPTED = {
    telling: ['equal', 'absent'],
    open: ['equal'],
    none: [],
};
function fitOf(type, { kind, wanted }) {
    if (TELLING[kind]?.includes(type) || toldBy(wanted).includes(type)) {
        return 'telling';
    }
    if (CHANGES.has(type)) {
        return type === 'user.updated' && kind !== 'user.delete' ? 'open' : 'none';
    }
    return WORD.test(type) ? 'none' : 'open';
}
/** What a change of several members brings on besides. */
function toldBy({ active, roles, groups }) {
    return [
        ...(active === true ? ['user.enabled'] : []),
        ...(active === false ? ['user.disabled'] : []),
        ...(Array.isArray(roles) ? ['role.assigned', 'role.removed'] : []),
        ...(Array.isArray(groups) ? ['group.member_added', 'group.member_removed'] : []),
    ];
}
//# sourceMappingURL=came-of.js.map