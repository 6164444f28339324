/** What makes a directory one that can be called. */
import { faultOfClient } from '../../directories/client-settings.js';
import { isUserKey, USER_KEYS } from '../../directories/scim/scim-lookup.js';
import { InvalidDocument } from '../../errors/errors.js';
/** Throws InvalidDocument with all that is wrong; `before` is what the directory was until now. */
export function requireSettings(given, before) {
    const errors = given.type === 'local' ? faultsOfLocal(given) : faultsOfScim(given, before);
    if (errors.length > 0) {
        throw new InvalidDocument('the directory could not be called', { errors });
    }
}
function faultsOfLocal({ url, token, auth, config = {} }) {
    const outside = { url, token, auth, ...(Object.keys(config).length > 0 && { config }) };
    return Object.entries(outside).flatMap(([path, value]) => value === undefined ? [] : [{ path, message: 'is for scim: a local directory is built in' }]);
}
function faultsOfScim(given, before) {
    const same = before?.type === 'scim' && before.url === given.url ? before : null;
    return [
        ...(given.url === undefined ? [{ path: 'url', message: 'is needed for scim' }] : []),
        ...(given.auth === undefined ? faultsOfToken(given, same) : faultsOfAuth(given, given.auth, same)),
        ...Object.entries(given.config ?? {}).flatMap(([name, value]) => faultsOfMember(name, value)),
    ];
}
/** A token goes only where it was given for: another address needs it anew. */
function faultsOfToken({ token }, same) {
    return token === undefined && same?.hasToken !== true
        ? [{ path: 'token', message: 'is needed for scim, and again when the url changes' }]
        : [];
}
/** So does the secret of a client: to the same endpoint, for the same directory. */
function faultsOfAuth({ token }, auth, same) {
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
function faultsOfMember(name, value) {
    const path = `config.${name}`;
    if (name !== 'userKey') {
        return [{ path, message: 'is unknown: config has userKey' }];
    }
    return isUserKey(value) ? [] : [{ path, message: `must be one of ${USER_KEYS.join(', ')}` }];
}
//# sourceMappingURL=directory-settings.js.map