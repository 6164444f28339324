import { PASSED, refuse } from './check.js';
import { isBlankSecret } from './keys.js';
import { compileEquals } from './requirements.js';
import { fillSetting, requireText } from './settings.js';
import { compileToken, hasToken, tokenDigest } from './token.js';
import { VerifierRefused } from './verifier-refused.js';
/** Makes a check of a static token ready. Throws VerifierRefused without a usable secret. */
export function compileTokenCheck(check, secrets, config) {
    if (check.when === 'secrets' && secrets.length === 0) {
        return () => PASSED;
    }
    const digests = digestsOf(secrets);
    const from = requireText(check.from, config);
    const scheme = fillSetting(check.scheme, config);
    const differing = compileEquals(check.equals ?? {}, config);
    const first = compileToken(typeof scheme === 'string' ? { from, scheme } : { from }, digests);
    const { orFrom } = check;
    const isAtFirst = hasToken(from);
    const second = orFrom === undefined ? null : compileToken({ from: orFrom }, digests);
    return (view) => {
        const outcome = second !== null && !isAtFirst(view) ? second(view) : first(view);
        if ('refused' in outcome) {
            return outcome;
        }
        const fault = differing(view);
        return fault === null ? outcome : refuse(fault);
    };
}
/** Makes a check of HTTP Basic credentials ready. Throws VerifierRefused unless every secret is `user:password`. */
export function compileBasicCheck(_check, secrets) {
    if (secrets.some((secret) => !secret.includes(':') || secret.trim() === ':')) {
        throw new VerifierRefused('a secret for HTTP Basic is written user:password, and one of them is not empty');
    }
    return compileToken({ from: 'header:authorization', scheme: 'Basic' }, digestsOf(secrets));
}
function digestsOf(secrets) {
    if (secrets.length === 0 || secrets.some(isBlankSecret)) {
        throw new VerifierRefused(secrets.length === 0 ? 'the endpoint has no secret' : 'a secret is blank');
    }
    return secrets.map(tokenDigest);
}
//# sourceMappingURL=token-check.js.map