import { quote } from './attribute-path.js';
import { findGroup, resourcePath } from './scim-lookup.js';
import { idOf, listsGroup, toDirectoryUser } from './scim-user.js';
const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
/**
 * Adds or removes one member with one PATCH of the group. No `If-Match`: the operation names one member, so it is
 * right whatever else changes the group. Throws TargetRefused for adding to a group nobody knows.
 */
export async function changeMembership(client, user, change) {
    const before = toDirectoryUser(user);
    const already = { changed: false, user: before, difference: {} };
    const adds = change.kind === 'group.add';
    if (adds && listsGroup(user, change.group)) {
        return already;
    }
    const group = await findGroup(client, change.group);
    if (group === null) {
        if (adds) {
            throw client.refusal('the directory does not know this group', { group: change.group });
        }
        return already;
    }
    if (isMember(group, before.id) === adds) {
        return already;
    }
    await patchMember(client, group, before.id, adds);
    const name = typeof group['displayName'] === 'string' ? group['displayName'] : change.group;
    const others = before.groups.filter((one) => one !== name && one !== idOf(group));
    const groups = adds ? [...others, name] : others;
    const from = adds ? before.groups : [...others, name];
    return { changed: true, user: { ...before, groups }, difference: { groups: { from, to: groups } } };
}
async function patchMember(client, group, userId, adds) {
    const path = resourcePath('/Groups', idOf(group));
    if (path === null) {
        throw client.refusal('the directory gave a group an id that cannot be addressed');
    }
    const operation = adds
        ? { op: 'add', path: 'members', value: [{ value: userId }] }
        : { op: 'remove', path: `members[value eq ${quote(userId)}]` };
    await client.send('PATCH', path, { body: { schemas: [PATCH_SCHEMA], Operations: [operation] } });
}
function isMember(group, userId) {
    const members = Array.isArray(group['members']) ? group['members'] : [];
    return members.some((one) => one?.['value'] === userId);
}
//# sourceMappingURL=scim-membership.js.map