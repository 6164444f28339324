import { valuesOf } from '../parsing/fields.js';
import { itemsOfAny, memberOf, parsePath, resolvePath } from './pointer.js';
import { headerLines } from './raw-request.js';
const DUPLICATE = { fault: 'duplicate' };
const MALFORMED = { fault: 'malformed' };
/** Reads a locator of a profile; throws a RangeError that names it when it is none. */
export function parseLocator(text) {
    const colon = text.indexOf(':');
    const kind = colon === -1 ? text : text.slice(0, colon);
    const rest = colon === -1 ? '' : text.slice(colon + 1);
    switch (kind) {
        case 'header': {
            const first = rest.endsWith('#first');
            return { at: 'header', name: named(text, first ? rest.slice(0, -6) : rest).toLowerCase(), first };
        }
        case 'query':
        case 'cookie':
        case 'form':
        case 'claim-key':
            return { at: kind, name: named(text, rest) };
        case 'json': {
            const path = parsePath(rest);
            return { at: 'json', path, every: path.some((steps) => steps.includes('*')) };
        }
        case 'claim':
            return { at: 'claim', path: claimPath(named(text, rest)) };
        case 'hash':
            if (rest === 'body' || rest === 'token' || rest === 'request') {
                return { at: 'hash', of: rest };
            }
            break;
        case 'clock':
            if (rest === 'minute') {
                return { at: 'clock' };
            }
            break;
        case 'body':
        case 'config':
            if (rest === '') {
                return { at: kind };
            }
            break;
        default:
    }
    throw new RangeError(`"${text}" is not a locator`);
}
function named(text, name) {
    if (name === '') {
        throw new RangeError(`the locator "${text}" lacks a name`);
    }
    return name;
}
/** `claim:name`, `claim:name#/pointer` or `claim:/pointer`; a bare name is taken as it is, slashes and all. */
function claimPath(text) {
    if (text.startsWith('/')) {
        return parsePath(text);
    }
    const hash = text.indexOf('#');
    return hash === -1 ? [[text]] : [[text.slice(0, hash)], ...parsePath(text.slice(hash + 1))];
}
/**
 * Every value a locator leads to, as it stands: header lines, query values, JSON values (`undefined` for an item of a
 * list that lacks it). `root` is the JSON to look in; without it the wire's. `malformed` when there is no such JSON or form.
 */
export function readValues(locator, view, root) {
    switch (locator.at) {
        case 'header':
            return headerValues(locator, view);
        case 'query':
            return view.query(locator.name);
        case 'cookie':
            return view.cookie(locator.name);
        case 'form':
            return view.form.ok ? valuesOf(view.form.value, locator.name) : MALFORMED;
        case 'json':
            if (root !== undefined) {
                return resolvePath(root, locator.path);
            }
            return view.wireJson.ok ? resolvePath(view.wireJson.value, locator.path) : MALFORMED;
        case 'claim':
            return resolvePath(view.claims, locator.path, itemsOfAny);
        case 'claim-key':
            return keysOf(memberOf(view.claims, locator.name));
        case 'body':
            return [view.request.body.toString('latin1')];
        default:
            return [];
    }
}
/** The one text a locator leads to; null when it is absent or empty. */
export function readText(locator, view) {
    const values = readValues(locator, view);
    if (!Array.isArray(values)) {
        return values;
    }
    if (values.length > 1) {
        return DUPLICATE;
    }
    const value = values[0];
    if (value === undefined || value === null || value === '') {
        return null;
    }
    return typeof value === 'string' ? value : MALFORMED;
}
/** All texts a locator leads to. More than one only where it says so with `*`; null when any is absent or empty. */
export function readTexts(locator, view) {
    if (locator.at !== 'json' || !locator.every) {
        const text = readText(locator, view);
        return typeof text === 'string' ? [text] : text;
    }
    const values = readValues(locator, view);
    if (!Array.isArray(values)) {
        return values;
    }
    if (values.length === 0 || values.some((value) => value === undefined || value === null || value === '')) {
        return null;
    }
    return values.every((value) => typeof value === 'string') ? values : MALFORMED;
}
/** As `readText`, where JSON may hold a whole number as well: of one that was not rounded, its digits. */
export function readStamp(locator, view) {
    const values = locator.at === 'json' ? readValues(locator, view) : [];
    return Array.isArray(values) && values.length === 1 && Number.isSafeInteger(values[0])
        ? String(values[0])
        : readText(locator, view);
}
/**
 * The bytes behind a text: Node shows header values as latin-1 whatever the sender wrote, everything else was decoded
 * from UTF-8 already.
 */
export function textBytes(locator, text) {
    const raw = locator.at === 'header' || locator.at === 'cookie' || locator.at === 'body';
    return Buffer.from(text, raw ? 'latin1' : 'utf8');
}
function headerValues(locator, view) {
    const lines = headerLines(view.request.rawHeaders, locator.name);
    return locator.first ? lines.slice(0, 1).map((line) => line.split(',', 1)[0].trim()) : lines;
}
function keysOf(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
//# sourceMappingURL=locator.js.map