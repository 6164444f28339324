import { idOf, versionOf } from './scim-user.js';
export const USER_KEYS = ['id', 'externalId', 'userName', 'any'];
/** What a server answers to an id it does not have, or that is none of its kind. */
const UNKNOWN_ID = [400, 404];
/** Whether a configured value is a user key. */
export function isUserKey(value) {
    return USER_KEYS.includes(value);
}
/** The user resource, or null. Throws TargetRefused when the name fits several users. */
export async function findUser(client, key, user) {
    if (key === 'id' || key === 'any') {
        const found = await findById(client, '/Users', user);
        if (found !== null || key === 'id') {
            return found;
        }
    }
    for (const attribute of ['externalId', 'userName']) {
        const found = key === 'any' || key === attribute ? await findOne(client, '/Users', attribute, user) : null;
        if (found !== null) {
            // A list may show part of a user, and not its version.
            return versionOf(found) === null ? findById(client, '/Users', idOf(found)) : found;
        }
    }
    return null;
}
/** The group resource with its members, by name or id; or null. */
export async function findGroup(client, group) {
    const byId = await findById(client, '/Groups', group);
    const named = byId ?? (await findOne(client, '/Groups', 'displayName', group));
    // Servers may leave members out of a list of groups.
    return named === null || byId !== null ? named : findById(client, '/Groups', idOf(named));
}
/** Path of one resource. `.` and `..` would climb out of the collection: no server has such an id. */
export function resourcePath(collection, id) {
    return id === '' || id === '.' || id === '..' ? null : `${collection}/${encodeURIComponent(id)}`;
}
async function findById(client, collection, id) {
    const path = resourcePath(collection, id);
    if (path === null) {
        return null;
    }
    const { status, resource } = await client.send('GET', path, { handles: UNKNOWN_ID });
    if (UNKNOWN_ID.includes(status)) {
        return null;
    }
    if (typeof resource?.['id'] !== 'string') {
        throw client.refusal('the directory answered with what is no SCIM resource', { status });
    }
    return resource;
}
async function findOne(client, collection, attribute, value) {
    const [first, second] = await client.find(collection, attribute, value);
    if (second !== undefined) {
        throw client.refusal(`several have this ${attribute}`, { attribute });
    }
    return first ?? null;
}
//# sourceMappingURL=scim-lookup.js.map