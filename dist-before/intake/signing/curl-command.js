import { isUtf8 } from 'node:buffer';
/**
 * The request as a `curl` command for a POSIX shell: one argument is one argument whatever stands in it, and curl reads
 * no file and expands no pattern. A body that is not text comes through `printf`. Certificates are always checked.
 */
export function curlCommand({ method, url, headers, body }) {
    const isText = isUtf8(body) && !body.includes(0);
    const options = [
        `--request ${quoted(method)}`,
        ...headers.map(([name, value]) => `--header ${headerWord(name, value)}`),
        ...bodyOptions(headers, body, isText),
        ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
        `--url ${quoted(url)}`,
    ];
    const source = isText ? '' : `printf '${escaped(body)}' | `;
    return `${source}curl ${options.join(' \\\n  ')}`;
}
function bodyOptions(headers, body, isText) {
    if (body.length === 0) {
        return [];
    }
    const text = body.toString('utf8');
    const option = text.startsWith('@') ? '--data-raw' : '--data-binary'; // the second would read a file
    return [
        // curl would call the body a form
        ...(headers.some(([name]) => name.toLowerCase() === 'content-type') ? [] : ["--header 'Content-Type:'"]),
        isText ? `${option} ${quoted(text)}` : '--data-binary @-',
    ];
}
/** curl takes `Name;` for a header without a value; `Name:` would leave it out. */
function headerWord(name, value) {
    const bytes = Buffer.from(value, 'latin1');
    if (value === '') {
        return quoted(`${name};`);
    }
    return isUtf8(bytes)
        ? quoted(`${name}: ${bytes.toString('utf8')}`)
        : `${quoted(`${name}: `)}"$(printf '${escaped(bytes)}')"`;
}
/** A word in single quotes: only the quote itself must step outside them. */
function quoted(text) {
    return `'${text.replaceAll("'", `'\\''`)}'`;
}
/** Bytes for the format of `printf`, in octal. */
function escaped(bytes) {
    return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
//# sourceMappingURL=curl-command.js.map