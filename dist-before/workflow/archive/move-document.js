import { isDeepStrictEqual } from 'node:util';
import { isScalar, parseDocument, stringify } from 'yaml';
import { rawMap } from '../raw.js';
import { readYaml } from '../read-yaml.js';
/**
 * The text of a document, put into another namespace and else as it is written; one with faults of reading stays as it is.
 * Undefined when its namespace is written so that it cannot be exchanged alone: an alias reads it too, or it is folded.
 */
export function moveDocument(text, namespace) {
    const { value } = readYaml(text);
    const before = rawMap(value)['namespace'];
    if (typeof before !== 'string' || before === namespace) {
        return text;
    }
    const moved = withName(text, namespace);
    const isAlone = isDeepStrictEqual(readYaml(moved).value, { ...rawMap(value), namespace });
    return isAlone ? moved : undefined;
}
/** With the text of that one value exchanged, whatever that comes to. */
function withName(text, namespace) {
    const document = parseDocument(text, { schema: 'core', uniqueKeys: false, logLevel: 'error' });
    const node = document.get('namespace', true);
    if (!isScalar(node) || !node.range) {
        return text;
    }
    const [start, end] = node.range;
    return text.slice(0, start) + quotedLike(text[start], namespace) + text.slice(end);
}
/** As the one before was quoted; plain where a plain text of those letters is text. */
function quotedLike(quote, namespace) {
    return quote === '"' || quote === "'"
        ? `${quote}${namespace}${quote}`
        : stringify(namespace, { schema: 'core' }).trimEnd();
}
//# sourceMappingURL=move-document.js.map