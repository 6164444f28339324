import { mediaType } from '../parsing/body.js';
import { behindScheme } from './auth-scheme.js';
import { refuse, refuseUnread } from './check.js';
import { decodeKeys } from './keys.js';
import { compileClaims, issuersOf } from './jwt-claims.js';
import { HMAC_ALGORITHMS, PUBLIC_KEY_ALGORITHMS } from './jwt-keys.js';
import { keySetProver, secretProver } from './jwt-signature.js';
import { parseCompactToken } from './jwt-token.js';
import { parseLocator, readTexts } from './locator.js';
import { firstHeader } from './raw-request.js';
import { findSetting, requireText, requireTexts } from './settings.js';
import { VerifierRefused } from './verifier-refused.js';
/**
 * Makes a check of a signed token ready (RFC 7519, 8725). The algorithm comes from the profile and the key, never from
 * the token; secrets and key sets never meet in one check. Throws VerifierRefused on missing secrets or configuration.
 */
export function compileJwt(check, secrets, config, keySets) {
    const from = parseLocator(check.from);
    const algs = allowedAlgorithms(check, config);
    const prove = isSymmetric(algs)
        ? secretProver(decodeKeys(secrets, { enc: keyEncoding(config) }))
        : keySetProver(keySets, keySource(check, config));
    const claimsFault = compileClaims(check, config);
    const mediaType = findSetting(config, 'mediaType') ?? check.mediaType;
    const judge = async (view, now, text) => {
        const token = openToken(text, check, algs);
        if (token.refused !== undefined) {
            return refuse(token.refused);
        }
        const outcome = await prove(token);
        if (outcome.refused !== undefined) {
            return outcome;
        }
        keepProven(view, token, from);
        const fault = claimsFault(token.claims, view, now);
        return fault === null ? outcome : refuse(fault);
    };
    return async (view, now) => {
        if (check.mediaType !== undefined && declaredType(view) !== mediaType) {
            return refuse('bad_content_type');
        }
        const texts = readTexts(from, view);
        return Array.isArray(texts)
            ? judgeAll(texts, (text) => judge(view, now, text))
            : refuseUnread(texts, 'missing_token');
    };
}
/** All must pass. Read from the last to the first, so that the claims kept are those of the first. */
async function judgeAll(texts, judge) {
    let outcome = {};
    for (const text of texts.toReversed()) {
        outcome = await judge(text);
        if (outcome.refused !== undefined) {
            return outcome;
        }
    }
    return outcome;
}
function openToken(text, check, algs) {
    const compact = check.scheme === undefined ? text : behindScheme(text, check.scheme);
    if (compact === null) {
        return { refused: 'bad_token' };
    }
    const token = parseCompactToken(compact);
    if (token.refused !== undefined) {
        return token;
    }
    if (!algs.has(token.alg)) {
        return { refused: 'alg_not_allowed' };
    }
    return isAllowedType(token.header['typ'], check.typ) ? token : { refused: 'bad_type' };
}
function keepProven(view, token, from) {
    view.claims = token.claims;
    view.token = token.compact;
    view.tokenIsMessage = from.at !== 'header' && !(from.at === 'json' && from.every);
}
function declaredType(view) {
    return mediaType(firstHeader(view.request.rawHeaders, 'content-type'));
}
/** Media types compare without regard to case; `application/` may be left out (RFC 7515 section 4.1.9). */
function isAllowedType(typ, allowed) {
    if (allowed === undefined || allowed === 'any') {
        return true;
    }
    if (typ === undefined) {
        return allowed.includes(null);
    }
    return (typeof typ === 'string' && allowed.some((each) => each !== null && shortType(each) === shortType(typ)));
}
function shortType(typ) {
    return typ.toLowerCase().replace(/^application\/(?=[^/]+$)/, '');
}
/** The profile's list; an endpoint may narrow it. Throws VerifierRefused unless they are all of one sort. */
export function allowedAlgorithms(check, config) {
    const profile = requireTexts(check.algs, config);
    const narrowed = findSetting(config, 'algs') === undefined ? profile : requireTexts('{config.algs}', config);
    const algs = profile.filter((alg) => narrowed.includes(alg));
    const symmetric = algs.filter((alg) => HMAC_ALGORITHMS.has(alg)).length;
    const asymmetric = algs.filter((alg) => PUBLIC_KEY_ALGORITHMS.has(alg)).length;
    if (algs.length === 0 || symmetric + asymmetric !== algs.length || (symmetric > 0 && asymmetric > 0)) {
        throw new VerifierRefused('"algs" must name known algorithms, all with secrets or all with public keys', {
            algs: narrowed,
        });
    }
    if ((symmetric > 0 && check.keys === 'jwks') || (asymmetric > 0 && check.keys === 'secret')) {
        throw new VerifierRefused('"algs" do not go with the keys of the profile', { algs });
    }
    return new Set(algs);
}
/** Whether the keys are shared secrets. */
export function isSymmetric(algs) {
    return [...algs].every((alg) => HMAC_ALGORITHMS.has(alg));
}
/** How the shared secrets are written. */
export function keyEncoding(config) {
    const enc = findSetting(config, 'keyEnc') ?? 'utf8';
    if (enc === 'utf8' || enc === 'base64' || enc === 'hex' || enc === 'latin1') {
        return enc;
    }
    throw new VerifierRefused('"keyEnc" must be one of utf8, base64, hex, latin1', { setting: 'keyEnc' });
}
/** `config.jwksUri`, else the address the profile knows, else what the issuer's metadata says. */
function keySource(check, config) {
    const issuer = issuersOf(check, config)?.join(' ');
    const configured = findSetting(config, 'jwksUri');
    if (configured === undefined && check.jwks === undefined && check.metadata !== undefined) {
        const ofIssuer = requireText(issuer ?? '{config.issuer}', config);
        return { issuer: requireHttps(ofIssuer, 'issuer'), metadata: check.metadata }; // its metadata is found by it
    }
    const url = requireHttps(requireText(configured ?? check.jwks ?? '{config.jwksUri}', config), 'jwksUri');
    return issuer === undefined ? { url } : { url, issuer };
}
function requireHttps(url, setting) {
    if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
        throw new VerifierRefused(`"${setting}" must be an https address`, { setting });
    }
    return url;
}
//# sourceMappingURL=jwt-check.js.map