import { fillSetting } from '../../intake/verification/settings.js';
const BEARER = { name: 'bearer', scheme: { type: 'http', scheme: 'bearer' } };
const BASIC = { name: 'basic', scheme: { type: 'http', scheme: 'basic' } };
const JWT = { name: 'jwt', scheme: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } };
const CERTIFICATE = { name: 'client-certificate', scheme: { type: 'mutualTLS' } };
/** `profile` is that of the trigger's `verify`, null for a name nobody knows. */
export function securityOf({ verify, token, key, ip, open }, profile) {
    const own = [
        ...(token ? [tokenProof(token)] : []),
        ...(key === undefined ? [] : [apiKey('query', 'key', 'The key of the trigger')]),
    ].filter((proof) => proof !== null);
    const config = verify?.config ?? {};
    const checked = profile ? alternativesOf(profile, config) : [[]];
    const alternatives = checked.map((proofs) => [...own, ...proofs]);
    return {
        schemes: Object.fromEntries(alternatives.flat().map(({ name, scheme }) => [name, scheme])),
        alternatives: alternatives.map((proofs) => [...new Set(proofs.map(({ name }) => name))]),
        notes: [
            ...(profile ? [`Its sender proves itself as ${profile.title} does.`] : []),
            ...(ip ? [`It is taken from ${ip.join(', ')} alone.`] : []),
            ...(open ? ['Anyone may send to it.'] : []),
        ],
    };
}
/** One list of proofs for each way through the choices of a profile. */
function alternativesOf(profile, config) {
    return profile.checks.reduce((ways, check) => {
        const choices = 'any' in check ? check.any : [check];
        return ways.flatMap((way) => choices.map((choice) => [...way, ...proofsOf(choice, profile, config)]));
    }, [[]]);
}
function proofsOf(check, { title }, config) {
    if ('any' in check) {
        return proofsOf(check.any[0], { title }, config);
    }
    switch (check.kind) {
        case 'signature': {
            const proof = fillSetting(check.proof, config);
            const from = typeof proof === 'object' && proof !== null ? proof.from : undefined;
            return asList(placed(from, `Signature of ${title}`));
        }
        case 'token':
            return asList(tokenProof({ from: fillSetting(check.from, config), scheme: fillSetting(check.scheme, config) }));
        case 'basic':
            return [BASIC];
        case 'jwt':
            return check.scheme?.toLowerCase() === 'bearer'
                ? [JWT]
                : asList(placed(check.from, `Token of ${title}`));
        case 'httpsig':
            return [apiKey('header', 'signature', 'HTTP message signature (RFC 9421)')];
        case 'mtls':
            return [CERTIFICATE];
        default:
            return [];
    }
}
function tokenProof({ from, scheme }) {
    const word = typeof scheme === 'string' ? scheme.toLowerCase() : '';
    if (from === 'header:authorization' || from === 'header:Authorization') {
        return word === 'basic' ? BASIC : word === 'bearer' ? BEARER : placed(from, 'A token');
    }
    return placed(from, word === '' ? 'A token' : `${String(scheme)} and a token`);
}
/** Null for a place that OpenAPI has no word for, such as a member of the body. */
function placed(from, description) {
    const [, at, name] = /^(header|query|cookie):([^#]+)/.exec(typeof from === 'string' ? from : '') ?? [];
    return at === undefined ? null : apiKey(at, name, description);
}
function apiKey(at, name, description) {
    const component = `${at}-${name}`.replaceAll(/[^A-Za-z0-9._-]/g, '_').toLowerCase();
    return { name: component, scheme: { type: 'apiKey', in: at, name, description } };
}
const asList = (proof) => (proof ? [proof] : []);
//# sourceMappingURL=security-schemes.js.map