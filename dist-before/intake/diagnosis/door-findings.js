import { mediaType, MULTIPART } from '../parsing/body.js';
import { parseJson } from '../parsing/json.js';
import { parseMultipart } from '../parsing/multipart.js';
import { NO_KEY_SETS } from '../verification/key-sets.js';
import { parseLocator, readText } from '../verification/locator.js';
import { firstHeader } from '../verification/raw-request.js';
import { requireTexts } from '../verification/settings.js';
import { compileVerifier } from '../verification/verifier.js';
import { VerifierRefused } from '../verification/verifier-refused.js';
import { placeName } from './arrival.js';
import { shown, someOf } from './shape.js';
export function methodFinding({ profile, request }) {
    const came = `\`${shown(request.method, 20)}\``;
    return {
        expected: profile === undefined ? 'POST, GET or PUT' : `one of ${profile.methods.join(', ')}`,
        came,
        hints: profile?.handshakes.some(({ method }) => method === request.method) === true
            ? [`${came} is taken for the handshake of this sender only, and this request is none.`]
            : [],
    };
}
/** The ranges its profile asks for. */
export function guardedRanges({ profile, endpoint }) {
    const guard = profile?.checks.find((check) => 'kind' in check && check.kind === 'ip');
    return guard === undefined ? [] : requireTexts(guard.cidrs, endpoint.config);
}
export function addressFinding({ clientAddress, request }, ranges) {
    const came = clientAddress === undefined ? request.remoteAddress : clientAddress;
    return {
        expected: `an address in ${someOf(ranges, 6)}`,
        came: came === null ? 'an address that cannot be told' : `the address ${shown(came, 50)}`,
        hints: [
            'If that is a proxy of your own, it must be among the trusted proxies; else the sender has new addresses.',
        ],
    };
}
/** The origin of a handshake that the endpoint does not list. */
export function originFinding({ profile, endpoint }, view) {
    const handshake = profile?.handshakes.find(({ method, allow }) => allow !== undefined && method === view.request.method);
    if (handshake === undefined) {
        return null;
    }
    const from = handshake.when[0].split('=', 1)[0];
    const came = readText(parseLocator(from), view);
    return {
        expected: `${placeName(from)} out of ${someOf(requireTexts(handshake.allow, endpoint.config), 4)}`,
        came: typeof came === 'string' ? `\`${shown(came)}\`` : 'nothing',
        hints: [],
    };
}
/** Nothing to prove a sender with: what is missing, as saving the hook would have said. */
export function nothingFinding({ profile, endpoint, token }) {
    const hints = [
        ...(token?.digests.length === 0
            ? ['The token of the hook is made from secrets that are not there.']
            : []),
        ...(endpoint.secrets.includes('') ? ['A secret that the profile is to prove with is not there.'] : []),
        ...(profile === undefined
            ? []
            : settingHints(() => compileVerifier(profile, endpoint, { keySets: NO_KEY_SETS }))),
    ];
    return {
        expected: 'at least one live secret, token or published key to prove the sender with',
        came: 'nothing that could be compared with',
        hints: hints.length > 0
            ? hints
            : [
                'Neither profile nor token nor addresses are configured, and the hook is not open; or the key set is empty.',
            ],
    };
}
function settingHints(compile) {
    try {
        compile();
        return [];
    }
    catch (error) {
        if (error instanceof VerifierRefused) {
            return [settingHint(error.message)];
        }
        throw error;
    }
}
export function settingHint(message) {
    return `The configuration cannot be used: ${shown(message.replaceAll('"', "'"), 120)}.`;
}
export function bodyFinding({ request }) {
    const declared = firstHeader(request.rawHeaders, 'content-type');
    const type = mediaType(declared);
    const isParts = type === MULTIPART;
    const parsed = isParts ? parseMultipart(request.body, declared) : parseJson(request.body);
    const faults = {
        not_utf8: 'It is not UTF-8.',
        too_deep: 'It is nested too deep.',
        too_many_fields: 'It has too many fields.',
        not_json: 'It is not JSON.',
        malformed_form: 'It is no form of parts (RFC 7578), or its content type does not name their boundary.',
        repeated_name: 'An object of it has two members of one name.',
        forbidden_name: 'It has a member that must not be called so (`__proto__`).',
    };
    return {
        expected: `a body of the kind its content type says${type === '' ? '' : ` (\`${shown(type)}\`)`}`,
        came: `a body of ${request.body.length} bytes`,
        hints: parsed.ok
            ? [
                `It is ${isParts ? 'a form' : 'JSON'}, but not of the shape this sender uses, or holds text that cannot be stored.`,
            ]
            : [faults[parsed.fault]],
    };
}
/** The messages name parameters and what they must be, never what came. */
export function parametersFinding({ faults }) {
    return {
        expected: 'the parameters that the trigger declares',
        came: faults === undefined ? 'a request an input cannot be made of' : `${faults.length} wrong or missing`,
        hints: (faults ?? []).map(({ path, message }) => `At \`${shown(path)}\`: ${message}.`),
    };
}
//# sourceMappingURL=door-findings.js.map