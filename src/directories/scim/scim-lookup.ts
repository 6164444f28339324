/** Finds users and groups of a SCIM server by what a workflow calls them. */
import type { ScimClient } from './scim-client.js';
import { idOf, versionOf } from './scim-user.js';
import type { ScimResource } from './scim-user.js';

/** How a user is named: by SCIM id, by `userName`, by `externalId`, or whichever of them matches (in that order: id, externalId, userName). */
export type UserKey = (typeof USER_KEYS)[number];

export const USER_KEYS = ['id', 'externalId', 'userName', 'any'] as const;

/** What a server answers to an id it does not have, or that is none of its kind. */
const UNKNOWN_ID = [400, 404];

/** Whether a configured value is a user key. */
export function isUserKey(value: unknown): value is UserKey {
  return (USER_KEYS as readonly unknown[]).includes(value);
}

/** The user resource, or null. Throws TargetRefused when the name fits several users. */
export async function findUser(client: ScimClient, key: UserKey, user: string): Promise<ScimResource | null> {
  if (key === 'id' || key === 'any') {
    const found = await findById(client, '/Users', user);
    if (found !== null || key === 'id') {
      return found;
    }
  }
  for (const attribute of ['externalId', 'userName'] as const) {
    const found =
      key === 'any' || key === attribute ? await findOne(client, '/Users', attribute, user) : null;
    if (found !== null) {
      // A list may show part of a user, and not its version.
      return versionOf(found) === null ? findById(client, '/Users', idOf(found)) : found;
    }
  }
  return null;
}

/** The group resource with its members, by name or id; or null. */
export async function findGroup(client: ScimClient, group: string): Promise<ScimResource | null> {
  const byId = await findById(client, '/Groups', group);
  const named = byId ?? (await findOne(client, '/Groups', 'displayName', group));
  // Servers may leave members out of a list of groups.
  return named === null || byId !== null ? named : findById(client, '/Groups', idOf(named));
}

/** Path of one resource. `.` and `..` would climb out of the collection: no server has such an id. */
export function resourcePath(collection: '/Users' | '/Groups', id: string): string | null {
  return id === '' || id === '.' || id === '..' ? null : `${collection}/${encodeURIComponent(id)}`;
}

async function findById(
  client: ScimClient,
  collection: '/Users' | '/Groups',
  id: string,
): Promise<ScimResource | null> {
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

async function findOne(
  client: ScimClient,
  collection: '/Users' | '/Groups',
  attribute: string,
  value: string,
): Promise<ScimResource | null> {
  const [first, second] = await client.find(collection, attribute, value);
  if (second !== undefined) {
    throw client.refusal(`several have this ${attribute}`, { attribute });
  }
  return first ?? null;
}
