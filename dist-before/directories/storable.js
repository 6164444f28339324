import { InvalidParameters } from '../errors/errors.js';
/** Longest id or name in characters: an index row of Postgres has to hold it. */
const LONGEST_NAME = 512;
const DEEPEST = 32;
/** Postgres takes neither NUL nor half a surrogate pair, and would fail a whole batch for one of them. */
// oxlint-disable-next-line no-control-regex -- NUL is what is looked for
const UNSTORABLE = /\u0000|\p{Surrogate}/u;
/** Whether any directory can hold it as an id. */
export function isName(value) {
    return value.length > 0 && value.length <= LONGEST_NAME && !UNSTORABLE.test(value);
}
/** Returns an id, role, group or other short text if any directory can hold it; throws InvalidParameters. */
export function requireName(member, value) {
    if (!isName(value)) {
        throw new InvalidParameters(`${member}: must be 1 to ${LONGEST_NAME} characters of valid Unicode, no NUL`, {
            member,
        });
    }
    return value;
}
/**
 * The JSON that storing a value and reading it back gives, so that what is compared is what is kept:
 * no `undefined`, no -0, whole big numbers as numbers where they fit. Throws InvalidParameters.
 */
export function asJson(member, value, depth = 0) {
    if (depth > DEEPEST) {
        throw new InvalidParameters(`${member}: nested deeper than ${DEEPEST}`, { member });
    }
    if (value === null || typeof value === 'boolean') {
        return value;
    }
    if (typeof value === 'string') {
        return storableText(member, value);
    }
    if (typeof value === 'number' || typeof value === 'bigint') {
        return asNumber(member, value);
    }
    if (Array.isArray(value)) {
        return value.map((one) => (one === undefined ? null : asJson(member, one, depth + 1)));
    }
    if (value instanceof Date && !Number.isNaN(value.getTime())) {
        return value.toISOString();
    }
    if (typeof value === 'object') {
        return asObject(member, value, depth);
    }
    throw new InvalidParameters(`${member}: is not JSON`, { member });
}
function asObject(member, value, depth) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    return Object.fromEntries(entries.map(([name, one]) => [storableText(member, name), asJson(member, one, depth + 1)]));
}
function asNumber(member, value) {
    if (typeof value === 'bigint') {
        return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    }
    if (!Number.isFinite(value)) {
        throw new InvalidParameters(`${member}: is not a finite number`, { member });
    }
    return value + 0; // -0 becomes 0, as it does in jsonb
}
function storableText(member, value) {
    if (UNSTORABLE.test(value)) {
        throw new InvalidParameters(`${member}: holds NUL or broken Unicode`, { member });
    }
    return value;
}
//# sourceMappingURL=storable.js.map