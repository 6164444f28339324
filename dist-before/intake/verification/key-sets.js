import { isJsonObject } from '../parsing/json.js';
/** For whoever makes a verifier ready without asking it anything. */
export const NO_KEY_SETS = {
    jwks: () => Promise.reject(new Error('no keys are fetched here')),
    certificate: () => Promise.reject(new Error('no certificate is fetched here')),
};
const TEXTS = ['kty', 'kid', 'use', 'alg', 'crv', 'n', 'e', 'x', 'y'];
/** The keys of a JWK set (RFC 7517 section 5), each whose members are what they should be; null when it is no set. */
export function readKeySet(value) {
    const keys = isJsonObject(value) ? value['keys'] : undefined;
    return Array.isArray(keys) ? keys.filter(isReadable) : null;
}
function isReadable(key) {
    if (!isJsonObject(key)) {
        return false;
    }
    const { key_ops: operations = [] } = key;
    return (TEXTS.every((name) => key[name] === undefined || typeof key[name] === 'string') &&
        Array.isArray(operations) &&
        operations.every((operation) => typeof operation === 'string'));
}
//# sourceMappingURL=key-sets.js.map