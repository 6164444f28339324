/** What makes a directory one that can be called. */
import type { ShownDirectory } from '../../directories/directory-admin.repository.js';
import { isUserKey, USER_KEYS } from '../../directories/scim/scim-lookup.js';
import { InvalidDocument } from '../../errors/errors.js';

export interface GivenSettings {
  readonly type: 'local' | 'scim';
  readonly url?: string;
  /** In clear. */
  readonly token?: string;
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

function faultsOfLocal({ url, token, config = {} }: GivenSettings): SettingFault[] {
  const outside = { url, token, ...(Object.keys(config).length > 0 && { config }) };
  return Object.entries(outside).flatMap(([path, value]) =>
    value === undefined ? [] : [{ path, message: 'is for scim: a local directory is built in' }],
  );
}

/** A token goes only where it was given for: another address needs it anew. */
function faultsOfScim(given: GivenSettings, before: ShownDirectory | null): SettingFault[] {
  const keepsToken = before?.hasToken === true && before.type === 'scim' && before.url === given.url;
  return [
    ...(given.url === undefined ? [{ path: 'url', message: 'is needed for scim' }] : []),
    ...(given.token === undefined && !keepsToken
      ? [{ path: 'token', message: 'is needed for scim, and again when the url changes' }]
      : []),
    ...Object.entries(given.config ?? {}).flatMap(([name, value]) => faultsOfMember(name, value)),
  ];
}

function faultsOfMember(name: string, value: unknown): SettingFault[] {
  const path = `config.${name}`;
  if (name !== 'userKey') {
    return [{ path, message: 'is unknown: config has userKey' }];
  }
  return isUserKey(value) ? [] : [{ path, message: `must be one of ${USER_KEYS.join(', ')}` }];
}
