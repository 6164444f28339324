import { behindScheme } from './auth-scheme.js';
import { indexOfMatch, sha256 } from './constant-time.js';
import { parseLocator, readText, readTexts, textBytes } from './locator.js';
import { RequestView } from './request-view.js';
import { decodeBase64 } from './strict-encoding.js';
import { unreadReason } from './check.js';
/** What a token looks like at rest: its SHA-256. Tokens are never stored in clear. */
export function tokenDigest(token) {
    return sha256(Buffer.from(token, 'utf8'));
}
/**
 * Checks a static token against the digests of all live ones, in constant time over all of them.
 * Gives the index of the one that matched, or the reason for refusing. Without digests nothing passes.
 */
export function verifyToken(request, place, digests) {
    return compileToken(place, digests)(new RequestView(request));
}
/** `verifyToken` with the place read once. Throws RangeError on a bad locator. */
export function compileToken(place, digests) {
    const locator = parseLocator(place.from);
    const scheme = place.scheme?.toLowerCase();
    return (view) => {
        if (digests.length === 0) {
            return { refused: 'no_secret' };
        }
        const texts = readTexts(locator, view);
        if (!Array.isArray(texts)) {
            return { refused: unreadReason(texts, 'missing_token') };
        }
        let secretIndex = -1;
        for (const text of texts) {
            const token = tokenOf(textBytes(locator, text), scheme);
            secretIndex = token === null ? -1 : indexOfMatch([sha256(token)], digests);
            if (secretIndex === -1) {
                return { refused: 'bad_token' };
            }
        }
        return { secretIndex };
    };
}
/**
 * Checks what came as the key of a URL against the digests of all live keys, like a token. Several at once are refused:
 * nobody can say which one counts.
 */
export function compileKey(digests) {
    return ([key, ...more]) => {
        if (digests.length === 0) {
            return { refused: 'no_secret' };
        }
        if (key === undefined) {
            return { refused: 'missing_key' };
        }
        const secretIndex = more.length > 0 ? -1 : indexOfMatch([tokenDigest(key)], digests);
        return secretIndex === -1 ? { refused: 'bad_key' } : { secretIndex };
    };
}
/** Whether anything stands at the place; a second place may be looked at when not. */
export function hasToken(from) {
    const locator = parseLocator(from);
    return (view) => readText(locator, view) !== null;
}
/** The token behind its scheme, or null. */
function tokenOf(value, scheme) {
    if (scheme === undefined) {
        return value;
    }
    const token = behindScheme(value.toString('latin1'), scheme);
    if (token === null) {
        return null;
    }
    return scheme === 'basic' ? decodeBase64(token) : Buffer.from(token, 'latin1');
}
//# sourceMappingURL=token.js.map