import { indexOfMatch, sha256 } from '../verification/constant-time.js';
import { parseLocator, readTexts, textBytes } from '../verification/locator.js';
import { tokenDigest } from '../verification/token.js';
import { cameAt, likelyHints, placeName, repeatedOf } from './arrival.js';
import { shapeOf, shown } from './shape.js';
import { retiredHint } from './signature-attempts.js';
import { partsOf, spellings } from './token-spellings.js';
/** Why a static token was refused. Digests of what came are compared, nothing of it is told but its shape. */
export function tokenFinding(token, delivery, view) {
    const { from, scheme } = token;
    const { reason, presets } = delivery;
    const finding = {
        expected: `${placeName(from)} with ${scheme === undefined ? 'the token alone' : `\`${shown(scheme, 20)}\`, a space and the token`}`,
        came: cameAt(from, view, describeToken),
    };
    if (repeatedOf([from], view).length > 0) {
        return { ...finding, hints: ['A token that comes twice is refused: nobody can say which one counts.'] };
    }
    return {
        ...finding,
        hints: reason === 'missing_token'
            ? likelyHints(view, 'token', from, presets)
            : explainToken(token, delivery, view),
    };
}
/** `Bearer` and its length. */
export function describeToken(text) {
    const { scheme, rest } = partsOf(text);
    return scheme === undefined ? shapeOf(text) : `\`${scheme}\` and ${shapeOf(rest)}`;
}
function explainToken(token, delivery, view) {
    const locator = parseLocator(token.from);
    const texts = readTexts(locator, view);
    if (!Array.isArray(texts)) {
        return ['The body must be of the kind the token stands in.'];
    }
    const retired = (delivery.retired ?? []).map(tokenDigest);
    const trimmed = (token.secrets ?? []).map((secret) => tokenDigest(secret.trim()));
    for (const text of texts) {
        for (const [how, spelling] of spellings(textBytes(locator, text).toString('latin1'), token.scheme)) {
            const digest = [sha256(Buffer.from(spelling, 'latin1'))];
            const index = indexOfMatch(digest, retired);
            if (index !== -1) {
                return [retiredHint(index)];
            }
            if (indexOfMatch(digest, trimmed) !== -1 && indexOfMatch(digest, token.digests) === -1) {
                return ['The configured token has white space around it, which a header cannot carry.'];
            }
            if (how !== '' && indexOfMatch(digest, token.digests) !== -1) {
                return [`The right token came ${how}.`];
            }
        }
    }
    return [...schemeHint(texts, token.scheme), 'It is another token than the ones that are configured.'];
}
function schemeHint(texts, scheme) {
    const isSchemed = scheme === undefined || texts.every((text) => text.toLowerCase().startsWith(`${scheme.toLowerCase()} `));
    return isSchemed ? [] : [`The scheme \`${shown(scheme, 20)}\` does not stand before it.`];
}
//# sourceMappingURL=token-finding.js.map