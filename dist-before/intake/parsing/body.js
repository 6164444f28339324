import { isUtf8 } from 'node:buffer';
import { toRecord } from './fields.js';
import { parseForm } from './form.js';
import { parseJson } from './json.js';
import { parseJsonLines } from './json-lines.js';
import { parseMultipart } from './multipart.js';
/** How forms are written; the second takes files. */
const URL_ENCODED = 'application/x-www-form-urlencoded';
export const MULTIPART = 'multipart/form-data';
export function isFormType(contentType) {
    return [URL_ENCODED, MULTIPART].includes(mediaType(contentType));
}
/** The media type of a `Content-Type` value without its parameters, lower case; empty when there is none. */
export function mediaType(contentType) {
    return (contentType ?? '').split(';', 1)[0].trim().toLowerCase();
}
/**
 * Parses by declared media type. JSON (`application/json`, `text/json`, `+json`) must be JSON or JSON lines; anything
 * else, or nothing declared, is JSON when it parses as such (SNS posts JSON as `text/plain`), else text.
 */
export function parseBody(bytes, contentType) {
    if (bytes.length === 0) {
        return { ok: true, kind: 'empty', value: null };
    }
    const type = mediaType(contentType);
    if (type === URL_ENCODED) {
        return formBody(parseForm(bytes));
    }
    if (type === MULTIPART) {
        return formBody(parseMultipart(bytes, contentType));
    }
    const json = parseJson(bytes);
    if (json.ok) {
        return { ok: true, kind: 'json', value: json.value };
    }
    if (isJsonType(type)) {
        const lines = json.fault === 'not_json' ? parseJsonLines(bytes) : json;
        return lines.ok ? { ok: true, kind: 'json_lines', value: lines.value } : json;
    }
    return isUtf8(bytes)
        ? { ok: true, kind: 'text', value: bytes.toString('utf8') }
        : { ok: false, fault: 'not_utf8' };
}
function formBody(form) {
    return form.ok ? { ok: true, kind: 'form', value: toRecord(form.value) } : form;
}
function isJsonType(type) {
    return (type === 'application/json' ||
        type === 'text/json' ||
        type === 'application/x-ndjson' ||
        type === 'application/jsonl' ||
        type.endsWith('+json'));
}
//# sourceMappingURL=body.js.map