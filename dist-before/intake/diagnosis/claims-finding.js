import { sha256 } from '../verification/constant-time.js';
import { parseLocator, readValues } from '../verification/locator.js';
import { memberOf } from '../verification/pointer.js';
import { requireTexts } from '../verification/settings.js';
import { placeName } from './arrival.js';
import { bodyHint } from './body-variants.js';
import { shapeOf, someOf } from './shape.js';
import { distance, skewHints } from './time-finding.js';
/** Which claim of an unproven token broke which rule. */
export function claimsFinding(check, { reason, endpoint, now }, claims, view) {
    const { config } = endpoint;
    switch (reason) {
        case 'expired':
        case 'not_yet_valid':
            return timesFinding(reason === 'expired' ? ['exp'] : ['nbf', 'iat'], check.skew, claims, now);
        case 'bad_issuer':
            return textFinding('iss', requireTexts(check.iss ?? '{config.issuer}', config), claims);
        case 'bad_audience':
            return textFinding('aud', requireTexts(check.aud ?? '{config.audience}', config), claims);
        case 'missing_claim':
        case 'forbidden_claim':
            return presenceFinding(check, claims);
        case 'claim_mismatch':
            return mismatchFinding(check, claims, view);
        case 'body_hash_mismatch':
            return bodyHashFinding(check, claims, view);
        case 'bad_event':
            return eventsFinding(check, claims);
        default:
            return {};
    }
}
/** As seconds such a number would lie three thousand years ahead. */
const FIRST_MILLISECONDS = 1e11;
function timesFinding(names, skew, claims, now) {
    const clock = Math.floor(now.getTime() / 1000);
    const [latest] = names
        .map((name) => [name, memberOf(claims, name)])
        .filter((entry) => typeof entry[1] === 'number')
        .sort((left, right) => right[1] - left[1]);
    if (latest === undefined) {
        return {};
    }
    const [name, at] = latest;
    const isMilliseconds = at > FIRST_MILLISECONDS;
    const skewSeconds = Math.round(isMilliseconds ? at / 1000 - clock : at - clock);
    return {
        expected: `\`${name}\` not more than ${skew} s in the ${name === 'exp' ? 'past' : 'future'}`,
        came: `\`${name}\` ${distance(skewSeconds)}`,
        hints: isMilliseconds
            ? [`\`${name}\` seems to be in milliseconds: seconds are expected.`]
            : skewHints(skewSeconds),
        skewSeconds,
    };
}
/** Of texts that claim to be addresses. */
const MOST_COMPARED = 500;
/** Issuer and audience are names, no secrets; a token's own are shown cut short. */
function textFinding(name, expected, claims) {
    const value = memberOf(claims, name);
    const came = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
    const alike = (text) => text
        .slice(0, MOST_COMPARED)
        .toLowerCase()
        .replace(/^https?:\/\//, '')
        .replace(/\/+$/, '');
    const isNear = came.some((text) => expected.some((each) => alike(each) === alike(text)));
    return {
        expected: `\`${name}\`: ${someOf(expected)}`,
        came: `\`${name}\`: ${came.length === 0 ? kindOf(value) : someOf(came)}`,
        hints: isNear
            ? [
                'They differ in a slash at the end, the scheme or capitals only: the text must be the same to the letter.',
            ]
            : [
                `The token is meant for another endpoint or comes from another environment, or \`${name}\` is configured wrongly.`,
            ],
    };
}
function presenceFinding(check, claims) {
    const { require: required = [], requireAny = [], forbid = [] } = check;
    const isThere = (name) => ![undefined, null, ''].includes(memberOf(claims, name));
    const missing = required.filter((name) => !isThere(name));
    const anyOf = requireAny.length > 0 && !requireAny.some(isThere) ? [`one of ${requireAny.join(', ')}`] : [];
    const forbidden = forbid.filter((name) => Object.hasOwn(claims, name));
    const rules = [
        ...(required.length === 0 ? [] : [`the claims ${required.join(', ')}`]),
        ...(requireAny.length === 0 ? [] : [`one of ${requireAny.join(', ')}`]),
        ...(forbid.length === 0 ? [] : [`no ${forbid.join(', ')}`]),
    ];
    return {
        expected: `a token with ${rules.join('; ')}`,
        hints: [
            ...[...missing, ...anyOf].map((name) => `The claim ${name} is missing.`),
            ...forbidden.map((name) => `The claim ${name} must not be there: this is a token of another kind.`),
        ],
    };
}
function mismatchFinding(check, claims, view) {
    const differs = ([name, value]) => memberOf(claims, name) !== value;
    const pinned = Object.entries(check.equals ?? {}).filter(differs);
    const either = Object.entries(check.equalsAny ?? {});
    const isEither = either.some((pair) => !differs(pair));
    const names = [...pinned, ...(isEither ? [] : either)].map(([name]) => name);
    view.claims ??= claims;
    const apart = Object.entries(check.match ?? {}).filter((pair) => {
        const [left, right] = pair.map((locator) => readValues(parseLocator(locator), view));
        return !Array.isArray(left) || !Array.isArray(right) || left[0] !== right[0];
    });
    return {
        hints: [
            ...names.map((name) => `The claim ${name} does not have the value this sender always gives it.`),
            ...apart.map(([left, right]) => `${placeName(left)} and ${placeName(right)} must say the same.`),
        ],
    };
}
function bodyHashFinding({ bodyHash }, claims, view) {
    if (bodyHash === undefined) {
        return {};
    }
    const { body } = view.request;
    const given = memberOf(claims, bodyHash.claim);
    const ways = ['hex', 'base64', 'base64url'];
    const fits = (bytes) => ways.find((enc) => sha256(bytes).toString(enc) === given);
    const own = fits(body);
    const hint = own === undefined
        ? bodyHint(body, (bytes) => fits(bytes) !== undefined)
        : `The hash is written as ${own}, and ${bodyHash.enc} is expected.`;
    return {
        expected: `\`${bodyHash.claim}\` with the ${bodyHash.enc} SHA-256 of the body`,
        came: `${typeof given === 'string' ? shapeOf(given) : kindOf(given)}; a body of ${body.length} bytes`,
        hints: [
            hint ??
                'It is the hash of another body: it was changed on its way, or the token belongs to another delivery.',
        ],
    };
}
function eventsFinding({ eventKey }, claims) {
    return {
        expected: `\`events\`: an object with ${eventKey === undefined ? 'one member' : `the member \`${eventKey}\``}`,
        came: `\`events\` that is ${kindOf(memberOf(claims, 'events'))}`,
    };
}
function kindOf(value) {
    if (value === undefined || value === null) {
        return 'not there';
    }
    return Array.isArray(value) ? 'a list' : `a JSON ${typeof value}`;
}
//# sourceMappingURL=claims-finding.js.map