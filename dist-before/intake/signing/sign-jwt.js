import { createHash, createHmac } from 'node:crypto';
import { allowedAlgorithms, isSymmetric, keyEncoding } from '../verification/jwt-check.js';
import { decodeKeys } from '../verification/keys.js';
import { findSetting, requireTexts } from '../verification/settings.js';
import { withHeader } from './draft-request.js';
import { place } from './place.js';
import { PRIVATE_KEY, Unsignable } from './unsignable.js';
/** A token that does not cover the body gets a lifetime, so that a copied command does not open the door for ever. */
const LIFETIME_SECONDS = 300;
/** The draft with a token of the shared secret; only for senders whose tokens are made that way (RFC 7515, 7519). */
export function signJwt(check, endpoint, draft, context) {
    const { secrets, config } = endpoint;
    const algs = allowedAlgorithms(check, config);
    if (!isSymmetric(algs)) {
        throw new Unsignable(PRIVATE_KEY);
    }
    const [alg] = algs;
    const typ = Array.isArray(check.typ) ? check.typ.find((each) => each !== null) : undefined;
    const [key] = decodeKeys(secrets, { enc: keyEncoding(config) });
    const input = [{ alg, typ: typ ?? 'JWT' }, claimsFor(check, config, draft, context)]
        .map((part) => Buffer.from(JSON.stringify(part), 'utf8').toString('base64url'))
        .join('.');
    const token = `${input}.${tokenDigest(alg, key.bytes, input).toString('base64url')}`;
    const typed = check.mediaType === undefined ? draft : withHeader(draft, 'content-type', check.mediaType);
    return place(typed, check.from, check.scheme === undefined ? token : `${check.scheme} ${token}`);
}
/** HMAC of the signing input by a JWS algorithm `HS...` (RFC 7518 section 3.2). */
export function tokenDigest(alg, key, input) {
    return createHmac(`sha${alg.slice(2)}`, key)
        .update(input)
        .digest();
}
function claimsFor(check, config, draft, { now, id }) {
    const { bodyHash, forbid = [], require: required = [], requireAny = [] } = check;
    const iat = Math.floor(now.getTime() / 1000);
    const known = { iat, exp: iat + LIFETIME_SECONDS, jti: id() };
    const claims = {
        ...(bodyHash === undefined ? { iat, exp: known['exp'] } : {}),
        ...Object.fromEntries(required.map((name) => [name, known[name]])),
        ...pinned(check, config),
        ...Object.fromEntries(Object.entries(check.equalsAny ?? {}).slice(0, 1)),
        ...check.equals,
        ...(bodyHash === undefined
            ? {}
            : { [bodyHash.claim]: createHash(bodyHash.alg).update(draft.body).digest(bodyHash.enc) }),
    };
    const allowed = Object.entries(claims).filter(([name]) => !forbid.includes(name));
    const isComplete = allowed.every(([, value]) => value !== undefined);
    const hasEvents = check.oneEvent === true || check.eventKey !== undefined || check.match !== undefined;
    if (!isComplete || hasEvents || (requireAny.length > 0 && !requireAny.some((name) => name in claims))) {
        throw new Unsignable('the token must hold claims that only the sender can fill');
    }
    return Object.fromEntries(allowed);
}
/** Issuer and audience, where the profile or the endpoint fixes them. */
function pinned(check, config) {
    const first = (value, setting) => (value === undefined || value === null) && findSetting(config, setting) === undefined
        ? undefined
        : requireTexts(value ?? `{config.${setting}}`, config)[0];
    const iss = first(check.iss, 'issuer');
    const aud = first(check.aud, 'audience');
    return { ...(iss === undefined ? {} : { iss }), ...(aud === undefined ? {} : { aud }) };
}
//# sourceMappingURL=sign-jwt.js.map