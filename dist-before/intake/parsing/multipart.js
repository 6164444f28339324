/** `multipart/form-data` (RFC 7578) as forms send it: strict, bounded, and without what stands in files. */
import { isUtf8 } from 'node:buffer';
import { MAX_FORM_FIELDS } from './form.js';
import { FORBIDDEN_NAME } from './json.js';
const MALFORMED = { ok: false, fault: 'malformed_form' };
const LINE_END = '\r\n';
/** Longest head of one part, in bytes. */
const MAX_HEAD = 8192;
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETER = new RegExp(`[ \\t]*;[ \\t]*(${TOKEN})=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s";]+))`, 'y');
const NAME = new RegExp(`^${TOKEN}$`);
/** RFC 2046 section 5.1.1. */
const BOUNDARY = /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/;
/** Parses a whole form. Refused is whatever two readers could take for two different things. */
export function parseMultipart(bytes, contentType) {
    const boundary = parametersOf((contentType ?? '').replace(/^[^;]*/, ''))?.get('boundary');
    if (boundary === undefined || !BOUNDARY.test(boundary)) {
        return MALFORMED;
    }
    const parts = [];
    for (const section of sectionsOf(bytes, `--${boundary}`)) {
        if (parts.length === MAX_FORM_FIELDS) {
            return { ok: false, fault: 'too_many_fields' };
        }
        const part = section === null ? MALFORMED : partOf(section);
        if (!part.ok) {
            return part;
        }
        parts.push(part.value);
    }
    return parts.some(([name]) => name === FORBIDDEN_NAME)
        ? { ok: false, fault: 'forbidden_name' }
        : { ok: true, value: parts };
}
/** What stands between the delimiter lines, one at a time, so that too many are never all made; null for what is no form. */
function* sectionsOf(bytes, delimiter) {
    const line = `${LINE_END}${delimiter}`;
    let at = bytes.indexOf(delimiter) === 0 ? delimiter.length : bytes.length;
    for (;;) {
        const after = bytes.toString('latin1', at, at + LINE_END.length);
        if (after === '--') {
            return;
        }
        // The line end before a delimiter belongs to it, also where nothing stands between two of them.
        const to = after === LINE_END ? bytes.indexOf(line, at) : -1;
        if (to === -1) {
            yield null;
            return;
        }
        yield bytes.subarray(at + LINE_END.length, Math.max(at + LINE_END.length, to));
        at = to + line.length;
    }
}
function partOf(section) {
    const end = section.indexOf(`${LINE_END}${LINE_END}`);
    if (end === -1 || end > MAX_HEAD) {
        return MALFORMED;
    }
    const head = section.subarray(0, end);
    const content = section.subarray(end + 2 * LINE_END.length);
    const headers = isUtf8(head) ? headersOf(head.toString('utf8')) : null;
    const [, kind = '', rest = ''] = /^([^;\s]*)(.*)$/s.exec(headers?.get('content-disposition') ?? '') ?? [];
    const parameters = kind.toLowerCase() === 'form-data' ? parametersOf(rest) : null;
    const name = parameters?.get('name');
    if (name === undefined) {
        return MALFORMED;
    }
    const file = parameters?.get('filename') ?? parameters?.get('filename*');
    if (file !== undefined) {
        const type = headers?.get('content-type') ?? 'application/octet-stream';
        return { ok: true, value: [name, { name: file.replace(/^.*[/\\]/s, ''), type, bytes: content.length }] };
    }
    return isUtf8(content)
        ? { ok: true, value: [name, content.toString('utf8')] }
        : { ok: false, fault: 'not_utf8' };
}
/** Null for a line that is no header, and for a name that comes twice. */
function headersOf(head) {
    const headers = new Map();
    for (const line of head.split(LINE_END)) {
        const colon = line.indexOf(':');
        const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
        if (!NAME.test(name) || /[\r\n\0]/.test(line) || headers.has(name)) {
            return null;
        }
        headers.set(name, line.slice(colon + 1).trim());
    }
    return headers;
}
/** `; name=value; other="value"`. Null for anything else, and for a name that comes twice. */
function parametersOf(text) {
    const parameters = new Map();
    PARAMETER.lastIndex = 0;
    let at = 0;
    for (let found = PARAMETER.exec(text); found; found = PARAMETER.exec(text)) {
        const [, name = '', quoted, plain = ''] = found;
        if (parameters.has(name.toLowerCase())) {
            return null;
        }
        parameters.set(name.toLowerCase(), quoted?.replaceAll(/\\(["\\])/g, '$1') ?? plain);
        at = PARAMETER.lastIndex;
    }
    return ['', ';'].includes(text.slice(at).trim()) ? parameters : null;
}
//# sourceMappingURL=multipart.js.map