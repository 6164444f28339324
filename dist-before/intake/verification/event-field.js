import { createHash } from 'node:crypto';
import { queryText } from '../parsing/query.js';
import { parseLocator, readValues } from './locator.js';
import { parseTemplate } from './template.js';
/** Locators in order of preference: the first that gives a text or number wins, an object too where `structured`. */
export function compileField(locators, structured = false) {
    const readers = locators.map(compileAlternative);
    return (scope) => {
        for (const read of readers) {
            const value = read(scope);
            if (isScalar(value) || (structured && isStructure(value))) {
                return value;
            }
        }
        return undefined;
    };
}
/** `{json:/a}.{json:/b}` is a template, `json:/a+json:/b` is joined with `#`; both need every part. */
function compileAlternative(text) {
    if (text.includes('{')) {
        const parts = parseTemplate(text).map((segment) => {
            if (segment.kind === 'text') {
                return segment.text;
            }
            if (segment.kind === 'value') {
                return readerOf(segment.locator);
            }
            throw new RangeError(`an event locator cannot contain {${segment.kind}}`);
        });
        return joined(parts, '');
    }
    const parts = text.split(/\+(?=[a-z-]+:)/).map((part) => readerOf(parseLocator(part)));
    return parts.length === 1 ? parts[0] : joined(parts, '#');
}
function joined(parts, separator) {
    return (scope) => {
        const texts = [];
        for (const part of parts) {
            const value = typeof part === 'string' ? part : part(scope);
            if (!isScalar(value)) {
                return undefined;
            }
            texts.push(String(value));
        }
        return texts.join(separator);
    };
}
function readerOf(locator) {
    switch (locator.at) {
        case 'config':
            return (scope) => scope.configured;
        case 'hash':
            return (scope) => contentHash(scope, locator.of);
        case 'clock':
            return ({ view: { at } }) => (at === undefined ? undefined : Math.floor(at.getTime() / MINUTE_MS));
        case 'json':
            return (scope) => (scope.item === undefined ? undefined : firstOf(locator, scope));
        case 'form': // what stands in a text of a JSON body is no field
            return (scope) => (scope.item === undefined ? fieldOf(locator, scope) : undefined);
        default:
            return (scope) => firstOf(locator, scope);
    }
}
/** A field of the form in either of its two writings. */
function fieldOf(locator, scope) {
    const { multipart } = scope.view;
    return multipart?.ok === true
        ? multipart.value.find(([name, value]) => name === locator.name && isScalar(value))?.[1]
        : firstOf(locator, scope);
}
function firstOf(locator, scope) {
    const values = readValues(locator, scope.view, scope.item);
    return Array.isArray(values) ? values.find((value) => isScalar(value) || isStructure(value)) : undefined;
}
/**
 * Items of one batch share the bytes, so their place is part of their identity. No bytes identify nothing: two GETs are two
 * events. Of a token it is what is signed: from one ECDSA signature anybody makes a second one that holds.
 */
function contentHash(scope, of) {
    const { request, token = '' } = scope.view;
    const data = of === 'token' ? signedPartOf(token) : request.body;
    if (data.length === 0) {
        return undefined;
    }
    const hash = createHash('sha256');
    if (of === 'request') {
        hash.update(`${request.method} ${queryText(request.url)}\n`);
    }
    const digest = hash.update(data).digest('hex');
    return scope.index === null ? digest : `${digest}#${scope.index}`;
}
const MINUTE_MS = 60_000;
/** The signing input of a compact token (RFC 7515 section 5.1). */
const signedPartOf = (token) => token.slice(0, Math.max(token.lastIndexOf('.'), 0));
/** Text, or a number that JSON did not round: of two large ones that read the same we could not say which is meant. */
function isScalar(value) {
    return typeof value === 'number'
        ? Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER
        : typeof value === 'string' && value !== '';
}
function isStructure(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
//# sourceMappingURL=event-field.js.map