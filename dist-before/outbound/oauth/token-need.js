/** What a client is known by at a token endpoint, as a workflow or a directory gives it. Pure. */
import { createHash } from 'node:crypto';
import { InvalidParameters } from '../../errors/errors.js';
import { checkUrl } from '../outbound-request.js';
/** How the client shows its secret (RFC 6749, section 2.3.1; names of RFC 7591, section 2). */
export const TOKEN_METHODS = ['client_secret_basic', 'client_secret_post'];
/** Fields that have a name of their own. */
const OWN_FIELDS = new Set([
    'grant_type',
    'client_id',
    'client_secret',
    'scope',
    'audience',
]);
/** Throws InvalidParameters naming the member, `auth.tokenUrl`; never a value. */
export function readTokenClient(given) {
    const { type, method = 'client_secret_basic' } = given;
    if (type !== 'oauth2') {
        throw wrong('type', 'must be oauth2');
    }
    const known = TOKEN_METHODS.find((one) => one === method);
    if (known === undefined) {
        throw wrong('method', `must be one of ${TOKEN_METHODS.join(', ')}`);
    }
    const [scope, audience] = [findText(given, 'scope'), findText(given, 'audience')];
    return {
        tokenUrl: checkUrl(requireText(given, 'tokenUrl'), 'auth.tokenUrl').href,
        clientId: requireText(given, 'clientId'),
        clientSecret: requireText(given, 'clientSecret'),
        method: known,
        ...(scope === undefined ? {} : { scope }),
        ...(audience === undefined ? {} : { audience }),
        params: readParams(given['params']),
    };
}
/** The same for the same client of the same tenant that asks for the same; tells nothing of the secret. */
export function keyOf(need) {
    const { tenant, tokenUrl, clientId, clientSecret, method, scope = null, audience = null } = need;
    const params = Object.entries(need.params).toSorted(([one], [other]) => (one < other ? -1 : 1));
    const whole = JSON.stringify([tenant, tokenUrl, clientId, clientSecret, method, scope, audience, params]);
    return createHash('sha256').update(whole).digest('base64');
}
function readParams(params) {
    if (params === undefined || params === null) {
        return {};
    }
    if (typeof params !== 'object' || Array.isArray(params)) {
        throw wrong('params', 'must be a map');
    }
    const entries = Object.entries(params).filter(([, value]) => value !== null && value !== undefined);
    return Object.fromEntries(entries.map(([name, value]) => [requireForeign(name), asText('params', value)]));
}
function requireForeign(name) {
    if (OWN_FIELDS.has(name)) {
        throw wrong('params', `cannot set ${name}`);
    }
    return name;
}
function requireText(given, name) {
    const text = findText(given, name);
    if (text === undefined) {
        throw wrong(name, 'must be given');
    }
    return text;
}
/** What is empty is not given. */
function findText(given, name) {
    const value = given[name];
    return value === undefined || value === null || value === '' ? undefined : asText(name, value);
}
function asText(name, value) {
    if (typeof value === 'string') {
        return value;
    }
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
        return value.toString();
    }
    throw wrong(name, name === 'params' ? 'values must be text, numbers or booleans' : 'must be text');
}
function wrong(name, what) {
    return new InvalidParameters(`auth.${name}: ${what}`, { member: `auth.${name}` });
}
//# sourceMappingURL=token-need.js.map