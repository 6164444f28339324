import { parseQuery } from '../parsing/query.js';
import { parseLocator, readValues } from '../verification/locator.js';
import { fillSetting } from '../verification/settings.js';
import { shapeOf, shown } from './shape.js';
/** A locator in words: `header:x` is "the header `x`". */
export function placeName(locator) {
    const at = locator.indexOf(':');
    const kind = at === -1 ? locator : locator.slice(0, at);
    const name = `\`${shown(locator.slice(at + 1), 50)}\``;
    switch (kind) {
        case 'query':
            return `the query parameter ${name}`;
        case 'json':
            return `the JSON member ${name}`;
        case 'form':
            return `the form field ${name}`;
        case 'body':
            return 'the body';
        default:
            return `the ${kind} ${name}`;
    }
}
/** What stands at a place, without saying what it is. */
export function cameAt(locator, view, describe = shapeOf) {
    const values = readValues(parseLocator(locator), view);
    const where = placeName(locator);
    if (!Array.isArray(values)) {
        return `${where} could not be read: the body is not of that kind`;
    }
    const [value] = values;
    if (value === undefined || value === null) {
        return `${where} did not come`;
    }
    if (values.length > 1) {
        return `${where} came ${values.length} times`;
    }
    return typeof value === 'string' ? `${where}: ${describe(value)}` : `${where} is not a text`;
}
/** Those of the places that came more than once. */
export function repeatedOf(locators, view) {
    return locators.filter((locator) => {
        const values = readValues(parseLocator(locator), view);
        return Array.isArray(values) && values.length > 1 && !locator.includes('*');
    });
}
const LIKELY = {
    signature: /sign|hmac|hash|^authorization$/,
    time: /time|date|(?:^|[-_])ts$/,
    id: /id$/,
    token: /auth|token|key|secret|sign/,
};
/** Names of all header lines, in order, in lower case. */
export function headerNames({ rawHeaders }) {
    return rawHeaders.filter((_name, at) => at % 2 === 0).map((name) => name.toLowerCase());
}
/** Headers and parameters that may be what is missing, under another name. */
export function likelyNames(view, wanted, instead) {
    const named = [
        ...headerNames(view.request).map((name) => ['header', name]),
        // a parameter without a value may itself be a token
        ...parseQuery(view.request.url).flatMap(([name, value]) => value === '' ? [] : [['query', name]]),
    ];
    const likely = named.filter(([, name]) => LIKELY[wanted].test(name.toLowerCase()));
    return [...new Set(likely.map(([at, name]) => `${at}:${name}`))].filter((each) => each !== instead);
}
/** One hint for each likely name, with the profiles whose senders use it. */
export function likelyHints(view, wanted, instead, presets) {
    return likelyNames(view, wanted, instead)
        .slice(0, 3)
        .map((locator) => {
        const users = [...(presets ?? [])].filter(([, profile]) => placesOf(profile).includes(locator));
        const known = users.slice(0, 3).map(([name]) => name);
        const by = known.length === 0 ? '' : `, which is how senders of the profile ${known.join(', ')} do it`;
        return `${capital(placeName(locator))} came instead${by}.`;
    });
}
/** Where the proofs of a profile stand. */
function placesOf(profile) {
    const placeOf = (check) => {
        switch (check.kind) {
            case 'signature':
                return typeof check.proof === 'string' ? [] : [check.proof.from];
            case 'token':
            case 'jwt':
                return [String(fillSetting(check.from, {}))]; // where it stands unless an endpoint says else
            default:
                return [];
        }
    };
    return profile.checks
        .flatMap((check) => ('any' in check ? check.any : [check]))
        .flatMap((check) => ('any' in check ? [] : placeOf(check)));
}
export function capital(text) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
//# sourceMappingURL=arrival.js.map