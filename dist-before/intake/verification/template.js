import { parseLocator } from './locator.js';
const PLACEHOLDER = /\{([^{}]+)\}/g;
const BARE = new Set(['body', 'ts', 'secret', 'method', 'path', 'form']);
/** Splits a template at its braces; throws a RangeError on a placeholder that means nothing. */
export function parseTemplate(template) {
    const segments = [];
    let end = 0;
    for (const match of template.matchAll(PLACEHOLDER)) {
        if (match.index > end) {
            segments.push({ kind: 'text', text: template.slice(end, match.index) });
        }
        segments.push(parsePlaceholder(match[1]));
        end = match.index + match[0].length;
    }
    if (end < template.length) {
        segments.push({ kind: 'text', text: template.slice(end) });
    }
    return segments;
}
function parsePlaceholder(inside) {
    if (BARE.has(inside)) {
        return { kind: inside };
    }
    const config = /^config\.([A-Za-z0-9_]+)(?::(.*))?$/.exec(inside);
    if (config !== null) {
        const [, name, fallback] = config;
        return fallback === undefined
            ? { kind: 'config', name: name }
            : { kind: 'config', name: name, fallback };
    }
    const dotted = /^(header|query)\.(.+)$/.exec(inside);
    const source = dotted === null ? inside : `${dotted[1]}:${dotted[2]}`;
    return { kind: 'value', locator: parseLocator(source), source };
}
//# sourceMappingURL=template.js.map