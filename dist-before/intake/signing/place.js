import { mediaType } from '../parsing/body.js';
import { isJsonObject, parseJson } from '../parsing/json.js';
import { parseLocator } from '../verification/locator.js';
import { memberOf } from '../verification/pointer.js';
import { headerOf, withHeader } from './draft-request.js';
import { Unsignable } from './unsignable.js';
/**
 * The inverse of reading a locator: the draft with the text where the locator looks for it, in place of what stood
 * there. Throws Unsignable where a request has no such place, RangeError when the text is no locator.
 */
export function place(draft, locatorText, text) {
    const locator = parseLocator(locatorText);
    switch (locator.at) {
        case 'header':
            return withHeader(draft, locator.name, latin1(text));
        case 'query':
            return { ...draft, url: withQuery(draft.url, locator.name, text) };
        case 'cookie':
            return withCookie(draft, locator.name, text);
        case 'form':
            return withField(draft, locator.name, text);
        case 'json':
            return withMember(draft, locator, text);
        case 'body':
            return { ...draft, body: Buffer.from(text, 'utf8') };
        default:
            throw new Unsignable(`nothing can be put at "${locatorText}" of a request`);
    }
}
/** Node takes header values as the latin-1 view of the bytes to send. */
function latin1(text) {
    return Buffer.from(text, 'utf8').toString('latin1');
}
/** The other parameters stay as they are written. */
function withQuery(url, name, value) {
    const [address = ''] = url.split('#', 1);
    const mark = address.indexOf('?');
    const query = mark === -1 ? '' : address.slice(mark + 1);
    return `${mark === -1 ? address : address.slice(0, mark)}?${withPair(query, name, value)}`;
}
function withPair(pairs, name, value) {
    const others = pairs.split('&').filter((pair) => pair !== '' && !new URLSearchParams(`&${pair}`).has(name));
    return [...others, new URLSearchParams([[name, value]]).toString()].join('&');
}
function withCookie(draft, name, value) {
    if (/[;"\s]/.test(value)) {
        throw new Unsignable(`the cookie "${name}" cannot carry this secret`);
    }
    const others = (headerOf(draft, 'cookie') ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair !== '' && pair.split('=', 1)[0].trim() !== name);
    return withHeader(draft, 'cookie', [...others, `${name}=${latin1(value)}`].join('; '));
}
const FORM = 'application/x-www-form-urlencoded';
function withField(draft, name, value) {
    if (draft.body.length > 0 && mediaType(headerOf(draft, 'content-type')) !== FORM) {
        throw new Unsignable(`the form field "${name}" is needed, and the body is no form`);
    }
    const body = Buffer.from(withPair(draft.body.toString('utf8'), name, value), 'utf8');
    return withHeader({ ...draft, body }, 'content-type', FORM);
}
function withMember(draft, locator, text) {
    const [steps, ...nested] = locator.path;
    const parsed = draft.body.length === 0 ? null : parseJson(draft.body);
    if (nested.length > 0 || parsed?.ok === false) {
        throw new Unsignable('a member of the JSON body is needed, and the body cannot take one');
    }
    const changed = withValue(parsed?.value, steps, text);
    return { ...draft, body: Buffer.from(JSON.stringify(changed), 'utf8') };
}
/** Objects on the way are made, a list that is missing gets one item. */
function withValue(root, steps, text) {
    const [step, ...rest] = steps;
    if (step === undefined) {
        return text;
    }
    if (step === '*' && (root === undefined || Array.isArray(root))) {
        const items = root === undefined || root.length === 0 ? [undefined] : root;
        return items.map((item) => withValue(item, rest, text));
    }
    if (step === '*' || (root !== undefined && !isJsonObject(root))) {
        throw new Unsignable('a member of the JSON body is needed where the body holds something else');
    }
    return { ...root, [step]: withValue(memberOf(root, step), rest, text) };
}
//# sourceMappingURL=place.js.map