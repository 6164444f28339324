import { SubjectNotFound, TargetUnavailable } from '../../errors/errors.js';
import { applyChange, creationOf, deletionOf, differenceOf } from '../change.js';
import { requireName } from '../storable.js';
import { ScimClient, scimType } from './scim-client.js';
import { sendingWith } from './scim-credential.js';
import { findUser, resourcePath } from './scim-lookup.js';
import { changeMembership } from './scim-membership.js';
import { idOf, patchOperations, readScimSet, toDirectoryUser, toScimResource, versionOf, } from './scim-user.js';
/** Reads of one user before giving up on somebody who changes it all the time. */
const MOST_READS = 4;
const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
/**
 * A SCIM 2.0 directory (RFC 7643, RFC 7644). Every change reads the user first and writes only what differs, so a try
 * after an unknown outcome finds out what the one before it did.
 */
export class ScimDirectory {
    kind = 'outside';
    name;
    target;
    userKey;
    constructor(options) {
        const { name, token, http } = options;
        this.name = name;
        this.target = { name, send: sendingWith(token, http), baseUrl: options.baseUrl.replace(/\/+$/, '') };
        this.userKey = options.userKey ?? 'any';
    }
    /** Throws SubjectNotFound, InvalidParameters, the `Target...` errors and OutcomeUnknown. */
    async apply(change, call) {
        requireName('user', change.user);
        const client = new ScimClient(this.target, call);
        for (let reads = 0; reads < MOST_READS; reads += 1) {
            const resource = await findUser(client, this.userKey, change.user);
            const result = resource === null ? await this.toNobody(client, change) : await this.ensure(client, resource, change);
            if (result !== 'stale') {
                return result;
            }
        }
        throw new TargetUnavailable('somebody else keeps changing this user', { directory: this.name });
    }
    async toNobody(client, change) {
        if (change.kind === 'user.create') {
            return this.create(client, change);
        }
        if (change.kind === 'user.delete') {
            return applyChange(null, change);
        }
        throw new SubjectNotFound('the directory does not know this user', {
            directory: this.name,
            user: change.user,
        });
    }
    async ensure(client, resource, change) {
        switch (change.kind) {
            case 'user.delete':
                return this.delete(client, resource);
            case 'group.add':
            case 'group.remove':
                return changeMembership(client, resource, change);
            default:
                return this.update(client, resource, change);
        }
    }
    /** `stale`: somebody made or changed the user since it was read. */
    async create(client, change) {
        const set = readScimSet(change.set, change.user, null);
        const wanted = applyChange(null, { ...change, set }).user;
        const externalId = this.userKey === 'userName' ? null : change.user;
        const answer = await client.send('POST', '/Users', {
            body: toScimResource(wanted, externalId),
            handles: [409],
        });
        if (answer.status !== 409) {
            const made = isUser(answer.resource)
                ? answer.resource
                : await findUser(client, this.userKey, change.user);
            return creationOf(toDirectoryUser(made ?? { ...toScimResource(wanted, externalId), id: change.user }));
        }
        const existing = (await findUser(client, this.userKey, change.user)) ??
            (await findUser(client, 'userName', wanted.userName ?? change.user));
        if (existing === null) {
            throw client.refusal('the directory says the user exists, and does not show it', { status: 409 });
        }
        return this.update(client, existing, change);
    }
    async update(client, resource, change) {
        const before = toDirectoryUser(resource);
        const wanted = applyChange(before, withScimSet(change, before));
        if (!wanted.changed) {
            return wanted;
        }
        const path = this.pathOf(client, resource);
        const { status, resource: answered } = await client.send('PATCH', path, {
            body: { schemas: [PATCH_SCHEMA], Operations: patchOperations(resource, wanted.difference) },
            version: versionOf(resource),
            handles: [400, 404, 412],
        });
        if (status === 404 || status === 412 || answered?.['scimType'] === 'noTarget') {
            return 'stale';
        }
        if (status === 400) {
            throw client.refusal('the directory refused the change', { status, ...scimType(answered) });
        }
        const after = isUser(answered) ? answered : (await client.send('GET', path)).resource;
        return resultOf(before, toDirectoryUser(after ?? resource));
    }
    async delete(client, resource) {
        const { status } = await client.send('DELETE', this.pathOf(client, resource), { handles: [404] });
        return status === 404
            ? { changed: false, user: null, difference: {} }
            : deletionOf(toDirectoryUser(resource));
    }
    pathOf(client, resource) {
        const path = resourcePath('/Users', idOf(resource));
        if (path === null) {
            throw client.refusal('the directory gave a user an id that cannot be addressed');
        }
        return path;
    }
}
function withScimSet(change, user) {
    return 'set' in change ? { ...change, set: readScimSet(change.set, change.user, user) } : change;
}
/** A difference is what the server made of the wish, not the wish. */
function resultOf(before, after) {
    const difference = differenceOf(before, after);
    return { changed: Object.keys(difference).length > 0, user: after, difference };
}
function isUser(resource) {
    return typeof resource?.['id'] === 'string' && typeof resource['userName'] === 'string';
}
//# sourceMappingURL=scim-directory.js.map