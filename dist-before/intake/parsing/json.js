import { isUtf8 } from 'node:buffer';
import { countMembers, MAX_JSON_DEPTH } from '../../config/json-depth.js';
/** No member and no field may be called so: whatever copies it into an object would change what all objects are. */
export const FORBIDDEN_NAME = '__proto__';
/**
 * Parses one JSON text (RFC 8259) from its bytes: strict UTF-8, a leading byte order mark is skipped, nesting up to
 * `MAX_JSON_DEPTH`. An object that names a member twice is refused, for readers do not agree which one counts (section 4).
 */
export function parseJson(bytes) {
    if (!isUtf8(bytes)) {
        return { ok: false, fault: 'not_utf8' };
    }
    const members = countMembers(bytes, MAX_JSON_DEPTH);
    if (members === null) {
        return { ok: false, fault: 'too_deep' };
    }
    return parseText(textOf(bytes), members);
}
/** The text of UTF-8 bytes without a leading byte order mark, which is no part of it. */
export function textOf(bytes) {
    return bytes.toString('utf8', hasByteOrderMark(bytes) ? 3 : 0);
}
/** Parses JSON that sits in a string, such as the `Message` of an SNS notification, under the rules of `parseJson`. */
export function parseJsonText(text) {
    return parseJson(Buffer.from(text, 'utf8'));
}
export function isJsonObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function parseText(text, members) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return { ok: false, fault: 'not_json' };
    }
    const kept = membersOf(value);
    if (kept === null) {
        return { ok: false, fault: 'forbidden_name' };
    }
    return kept === members ? { ok: true, value } : { ok: false, fault: 'repeated_name' };
}
/** How many members all objects of a value have; null when one has a name it must not have. */
function membersOf(value) {
    if (typeof value !== 'object' || value === null) {
        return 0;
    }
    let count = 0;
    if (!Array.isArray(value)) {
        if (Object.hasOwn(value, FORBIDDEN_NAME)) {
            return null;
        }
        count = Object.keys(value).length;
    }
    for (const below of Object.values(value)) {
        const more = membersOf(below);
        if (more === null) {
            return null;
        }
        count += more;
    }
    return count;
}
function hasByteOrderMark(bytes) {
    return bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
//# sourceMappingURL=json.js.map