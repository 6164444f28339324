import { createHash } from 'node:crypto';
import { isJsonObject } from '../parsing/json.js';
import { isSameText } from './constant-time.js';
import { parseLocator, readValues } from './locator.js';
import { memberOf } from './pointer.js';
import { findSetting, requireTexts } from './settings.js';
/** Makes the claim rules of a check ready. Throws VerifierRefused when issuer or audience is not configured. */
export function compileClaims(check, config) {
    const rules = [
        (claims, _view, now) => timeFault(claims, now, check.skew),
        issuerRule(check, config),
        audienceRule(check, config),
        presenceRule(check),
        valueRule(check),
        matchRule(check),
        eventsRule(check, config),
        bodyHashRule(check),
    ];
    return (claims, view, now) => {
        for (const rule of rules) {
            const fault = rule(claims, view, now);
            if (fault !== null) {
                return fault;
            }
        }
        return null;
    };
}
/** `exp`, `nbf` and `iat` (RFC 7519 section 4.1): numbers of seconds where present, judged with the allowed skew. */
function timeFault(claims, now, skew) {
    const seconds = Math.floor(now.getTime() / 1000);
    for (const name of ['exp', 'nbf', 'iat']) {
        const value = memberOf(claims, name);
        if (value === undefined) {
            continue;
        }
        if (typeof value !== 'number' || !Number.isFinite(value)) {
            return 'malformed_token';
        }
        if (name === 'exp' && seconds > value + skew) {
            return 'expired';
        }
        if (name !== 'exp' && value > seconds + skew) {
            return 'not_yet_valid';
        }
    }
    return null;
}
/** Compared as exact text: a trailing slash makes another issuer. */
function issuerRule(check, config) {
    const issuers = issuersOf(check, config);
    return (claims) => {
        const iss = memberOf(claims, 'iss');
        const isOurs = issuers === null || (typeof iss === 'string' && issuers.includes(iss));
        return isOurs ? null : 'bad_issuer';
    };
}
function audienceRule(check, config) {
    if (check.aud === undefined && findSetting(config, 'audience') === undefined) {
        return () => null;
    }
    const audiences = requireTexts(check.aud ?? '{config.audience}', config);
    return (claims) => {
        const aud = memberOf(claims, 'aud');
        const offered = Array.isArray(aud) ? aud : [aud];
        const isText = offered.every((item) => typeof item === 'string');
        return isText && offered.some((item) => audiences.includes(item)) ? null : 'bad_audience';
    };
}
function presenceRule(check) {
    const { require: required = [], requireAny = [], forbid = [] } = check;
    const isThere = (claims, name) => {
        const value = memberOf(claims, name);
        return value !== undefined && value !== null && value !== '';
    };
    return (claims) => {
        if (!required.every((name) => isThere(claims, name))) {
            return 'missing_claim';
        }
        if (requireAny.length > 0 && !requireAny.some((name) => isThere(claims, name))) {
            return 'missing_claim';
        }
        return forbid.some((name) => Object.hasOwn(claims, name)) ? 'forbidden_claim' : null;
    };
}
function valueRule(check) {
    const pinned = Object.entries(check.equals ?? {});
    const eitherOf = Object.entries(check.equalsAny ?? {});
    return (claims) => {
        if (pinned.some(([name, value]) => memberOf(claims, name) !== value)) {
            return 'claim_mismatch';
        }
        const present = eitherOf.filter(([name]) => memberOf(claims, name) !== undefined);
        const isMissing = eitherOf.length > 0 && present.length === 0;
        return isMissing || present.some(([name, value]) => memberOf(claims, name) !== value)
            ? 'claim_mismatch'
            : null;
    };
}
/** What stands around a token is not signed; where it repeats a claim it must say the same. */
function matchRule(check) {
    const pairs = Object.entries(check.match ?? {}).map(([left, right]) => [parseLocator(left), parseLocator(right)]);
    return (_claims, view) => {
        const isSame = pairs.every(([left, right]) => {
            const [a, b] = [readValues(left, view), readValues(right, view)];
            return Array.isArray(a) && Array.isArray(b) && typeof a[0] === 'string' && a[0] === b[0];
        });
        return isSame ? null : 'claim_mismatch';
    };
}
/**
 * `events` of a security event token (RFC 8417 section 2.2): an object whose members are objects. Several are refused
 * where there must be one, unless `config.aliases` says that they name the same event.
 */
function eventsRule(check, config) {
    if (check.oneEvent !== true && check.eventKey === undefined) {
        return () => null;
    }
    const hasAliases = findSetting(config, 'aliases') === true;
    return (claims) => {
        const events = memberOf(claims, 'events');
        if (!isJsonObject(events) || !Object.values(events).every(isJsonObject)) {
            return 'bad_event';
        }
        const named = Object.keys(events).length;
        const isOne = check.oneEvent !== true || named === 1 || (hasAliases && named > 1);
        const hasKey = check.eventKey === undefined || Object.hasOwn(events, check.eventKey);
        return isOne && hasKey ? null : 'bad_event';
    };
}
function bodyHashRule(check) {
    const { bodyHash } = check;
    if (bodyHash === undefined) {
        return () => null;
    }
    return (claims, view) => {
        const given = memberOf(claims, bodyHash.claim);
        const actual = createHash(bodyHash.alg).update(view.request.body).digest(bodyHash.enc);
        return typeof given === 'string' && isSameText(given, actual) ? null : 'body_hash_mismatch';
    };
}
/** The issuers a token may have; null when neither profile nor endpoint names one. Throws VerifierRefused on a blank one. */
export function issuersOf(check, config) {
    const isPinned = check.iss !== undefined && check.iss !== null;
    if (!isPinned && findSetting(config, 'issuer') === undefined) {
        return null;
    }
    return requireTexts(isPinned ? check.iss : '{config.issuer}', config);
}
//# sourceMappingURL=jwt-claims.js.map