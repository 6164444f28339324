import { fillSetting, requireText } from '../verification/settings.js';
import { place } from './place.js';
/** Stands where a secret that is not to be shown would be sent as it is; as text also behind `Basic`, so that it can be found. */
export const PLACEHOLDER = 'YOUR-TOKEN';
/** The draft with a static token at its place, behind its scheme; null for one that is not to be shown. */
export function withToken(draft, at, token) {
    const { from, scheme } = at;
    const given = token ?? PLACEHOLDER;
    const isEncoded = token !== null && scheme?.toLowerCase() === 'basic';
    const written = isEncoded ? Buffer.from(given, 'utf8').toString('base64') : given;
    return place(draft, from, scheme === undefined ? written : `${scheme} ${written}`);
}
/** The draft with the token and the fixed values that a check asks for. */
export function signToken(check, secrets, config, draft) {
    const [token] = secrets;
    if (token === undefined) {
        return draft; // asked for only where there is a secret
    }
    const from = requireText(check.from, config);
    const scheme = fillSetting(check.scheme, config);
    const at = typeof scheme === 'string' ? { from, scheme } : { from };
    return withFixedValues(withToken(draft, at, token), check.equals, config);
}
/** Values that are configured, such as the public half of a key pair. */
export function withFixedValues(draft, equals = {}, config) {
    return Object.entries(equals).reduce((signed, [locator, value]) => place(signed, locator, requireText(value, config)), draft);
}
//# sourceMappingURL=sign-token.js.map