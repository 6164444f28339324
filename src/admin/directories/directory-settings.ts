/** What makes a directory one that can be called. */
import { faultOfClient } from '../../directories/client-settings.js';
import type { ShownDirectory } from '../../directories/directory-admin.repository.js';
import { isUserKey, USER_KEYS } from '../../directories/scim/scim-lookup.js';
import { InvalidDocument } from '../../errors/errors.js';

/** A client whose tokens are fetched. */
export interface GivenAuth {
  readonly type: 'oauth2';
  readonly tokenUrl: string;
  readonly clientId: string;
  /** In clear. */
  readonly clientSecret?: string;
}

export interface GivenSettings {
  readonly type: 'local' | 'scim';
  readonly url?: string;
  /** In clear. */
  readonly token?: string;
  readonly auth?: GivenAuth;
  readonly config?: Readonly<Record<string, unknown>>;
}

interface SettingFault {
  readonly path: string;
  readonly message: string;
}

/** Throws InvalidDocument with all that is wrong; `before` is what the directory was until now. */
export function requireSettings(given: GivenSettings, before: ShownDirectory | null): void {
  const errors = given.type === 'local' ? faultsOfLocal(given) : faultsOfScim(given, before);
  if (errors.length > 0) {
    throw new InvalidDocument('the directory could not be called', { errors });
  }
}

function faultsOfLocal({ url, token, auth, config = {} }: GivenSettings): SettingFault[] {
  const outside = { url, token, auth, ...(Object.keys(config).length > 0 && { config }) };
  return Object.entries(outside).flatMap(([path, value]) =>
    value === undefined ? [] : [{ path, message: 'is for scim: a local directory is built in' }],
  );
}

function faultsOfScim(given: GivenSettings, before: ShownDirectory | null): SettingFault[] {
  const same = before?.type === 'scim' && before.url === given.url ? before : null;
  return [
    ...(given.url === undefined ? [{ path: 'url', message: 'is needed for scim' }] : []),
    ...(given.auth === undefined ? faultsOfToken(given, same) : faultsOfAuth(given, given.auth, same)),
    ...Object.entries(given.config ?? {}).flatMap(([name, value]) => faultsOfMember(name, value)),
  ];
}

/** A token goes only where it was given for: another address needs it anew. */
function faultsOfToken({ token }: GivenSettings, same: ShownDirectory | null): SettingFault[] {
  return token === undefined && same?.hasToken !== true
    ? [{ path: 'token', message: 'is needed for scim, and again when the url changes' }]
    : [];
}

/** So does the secret of a client: to the same endpoint, for the same directory. */
function faultsOfAuth(
  { token }: GivenSettings,
  auth: GivenAuth,
  same: ShownDirectory | null,
): SettingFault[] {
  const { tokenUrl, clientId, clientSecret } = auth;
  const fault = faultOfClient({ ...auth });
  const keepsSecret = same?.auth?.['tokenUrl'] === tokenUrl && same.auth['clientId'] === clientId;
  return [
    ...(token === undefined ? [] : [{ path: 'token', message: 'is not for a directory with auth' }]),
    ...(clientSecret === undefined && !keepsSecret
      ? [{ path: 'auth.clientSecret', message: 'is needed, and again when url, tokenUrl or clientId change' }]
      : []),
    ...(fault === null ? [] : [fault]),
  ];
}

function faultsOfMember(name: string, value: unknown): SettingFault[] {
  const path = `config.${name}`;
  if (name !== 'userKey') {
    return [{ path, message: 'is unknown: config has userKey' }];
  }
  return isUserKey(value) ? [] : [{ path, message: `must be one of ${USER_KEYS.join(', ')}` }];
}
