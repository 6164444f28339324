import { mediaType } from '../parsing/body.js';
import { tokenDigest } from '../signing/sign-jwt.js';
import { isSameBytes } from '../verification/constant-time.js';
import { allowedAlgorithms, isSymmetric, keyEncoding } from '../verification/jwt-check.js';
import { MAX_TOKEN_CHARACTERS, parseCompactToken } from '../verification/jwt-token.js';
import { parseLocator, readTexts } from '../verification/locator.js';
import { firstHeader } from '../verification/raw-request.js';
import { cameAt, likelyHints, placeName } from './arrival.js';
import { claimsFinding } from './claims-finding.js';
import { keysOf, keyVariants } from './key-variants.js';
import { counted, shapeOf, shown, someOf } from './shape.js';
import { retiredHint, secretHint } from './signature-attempts.js';
import { describeToken } from './token-finding.js';
import { partsOf } from './token-spellings.js';
/**
 * Why a signed token was refused. Its header and claims are shown as far as they are names, though nobody vouches for
 * them; the token and its signature are not. Throws VerifierRefused when the endpoint's settings do not make a check.
 */
export function jwtFinding(check, delivery, view) {
    const { reason, endpoint, presets } = delivery;
    const algs = [...allowedAlgorithms(check, endpoint.config)];
    const texts = readTexts(parseLocator(check.from), view);
    const text = Array.isArray(texts) ? texts.at(-1) : '';
    const token = openToken(text);
    const scheme = check.scheme === undefined ? '' : `\`${check.scheme}\` and `;
    const usual = {
        expected: `${placeName(check.from)} with ${scheme}a token signed with ${someOf(algs, 5)}`,
        came: token === null ? cameAt(check.from, view, describeToken) : describeHeader(token),
        hints: [],
    };
    switch (reason) {
        case 'missing_token':
            return { ...usual, hints: likelyHints(view, 'token', check.from, presets) };
        case 'bad_content_type':
            return {
                ...usual,
                expected: `the content type \`${check.mediaType ?? ''}\``,
                came: `the content type \`${shown(mediaType(firstHeader(view.request.rawHeaders, 'content-type')))}\``,
            };
        case 'bad_token':
        case 'malformed_token':
            return { ...usual, hints: [...schemeHints(text, check.scheme), ...formHints(text)] };
        case 'bad_signature':
            return { ...usual, hints: token === null ? [] : signatureHints(check, delivery, token) };
        default:
            return { ...usual, ...(token === null ? {} : tokenRules(check, delivery, token, view)) };
    }
}
function openToken(text) {
    const token = parseCompactToken(partsOf(text).rest);
    return token.refused === undefined ? token : null;
}
function describeHeader({ alg, kid, header, compact }) {
    const { typ } = header;
    return [
        `a token of ${counted(compact.length, 'character')} with alg \`${shown(alg, 12)}\``,
        kid === undefined ? 'no kid' : `kid \`${shown(kid, 40)}\``,
        typeof typ === 'string' ? `typ \`${shown(typ, 40)}\`` : 'no typ',
    ].join(', ');
}
function schemeHints(text, expected) {
    const { scheme } = partsOf(text);
    if (scheme?.toLowerCase() === expected?.toLowerCase()) {
        return [];
    }
    return expected === undefined
        ? [`A scheme stands before the token, and none is expected.`]
        : [`The scheme \`${expected}\` does not stand before the token.`];
}
function formHints(text) {
    const compact = partsOf(text).rest;
    if (compact.length > MAX_TOKEN_CHARACTERS) {
        return ['The token is larger than 64 KiB.'];
    }
    const segments = compact.split('.');
    if (segments.length === 5) {
        return ['It is an encrypted token (JWE): a signed one (JWS) is expected.'];
    }
    if (segments.length !== 3) {
        return [
            `It has ${counted(segments.length, 'part')} between dots, and a signed token has three: is it an opaque token?`,
        ];
    }
    if (text.trim() !== text) {
        return ['White space stands around the token.'];
    }
    const [odd] = segments.filter((segment) => !/^[A-Za-z0-9_-]*$/.test(segment));
    return odd === undefined
        ? ['One of its parts is not JSON, not canonical base64url, or names a critical extension.']
        : [`A part is not base64url without padding: ${shapeOf(odd)}.`];
}
/** For shared secrets the usual mistakes are made; published keys are the sender's own. */
function signatureHints(check, delivery, token) {
    const { config, secrets } = delivery.endpoint;
    const algs = allowedAlgorithms(check, config);
    if (!isSymmetric(algs) || !algs.has(token.alg)) {
        return [
            'The key it names did not sign it: it was changed on its way, or comes from another environment of the sender.',
        ];
    }
    const rule = { enc: keyEncoding(config) };
    const dot = token.compact.lastIndexOf('.');
    const signature = Buffer.from(token.compact.slice(dot + 1), 'base64url');
    const fits = (key) => isSameBytes(tokenDigest(token.alg, key, token.compact.slice(0, dot)), signature);
    const retired = (delivery.retired ?? []).slice(0, 4);
    const index = retired.findIndex((secret) => keysOf(secret, rule).some(fits));
    if (index !== -1) {
        return [retiredHint(index)];
    }
    const variant = secrets
        .slice(0, 4)
        .flatMap((secret) => keyVariants(secret, rule))
        .find(({ bytes }) => fits(bytes));
    return variant === undefined
        ? ['No usual mistake explains it: the sender most likely has another secret.']
        : [secretHint(variant.how)];
}
/** Rules about header and claims. */
function tokenRules(check, delivery, token, view) {
    switch (delivery.reason) {
        case 'bad_type':
            return {
                expected: `a token with typ ${someOf(typesOf(check))}`,
                hints: ['A token of another kind was sent: an ID or access token, for example.'],
            };
        case 'alg_not_allowed':
            return { hints: ['The algorithm is the one of the profile or the key, whatever the token says.'] };
        case 'unknown_key':
            return {
                hints: [
                    token.kid === undefined
                        ? 'The token names no key, and not exactly one of those published fits.'
                        : 'No published key has that kid: it was made elsewhere, or its keys were changed moments ago.',
                ],
            };
        case 'weak_key':
            return { hints: ['The published key is an RSA key of less than 2048 bits.'] };
        case 'no_secret':
            return { hints: ['The key set of the sender is empty.'] };
        default:
            return claimsFinding(check, delivery, token.claims, view);
    }
}
function typesOf({ typ }) {
    return Array.isArray(typ) ? typ.map((each) => (each === null ? 'none' : String(each))) : ['any'];
}
//# sourceMappingURL=jwt-finding.js.map