/**
 * Columns of a batch as Postgres array literals. The driver quotes and escapes every element; ids, numbers and times
 * need neither, and batches are where the time goes.
 */
/** Ids, numbers, booleans: whatever has no quote, comma, brace, backslash or space in it. */
export function plainArray(values) {
    return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}
const SPECIAL = /["\\]/g;
export function textArray(values) {
    return `{${values.map((value) => (value === null ? 'NULL' : `"${value.replace(SPECIAL, '\\$&')}"`)).join(',')}}`;
}
/** Milliseconds since 1970, for `float8`; `to_timestamp(x / 1000)` makes times of them. Text costs both sides more. */
export function epochArray(values) {
    return `{${values.map((value) => (value === null ? 'NULL' : value.getTime())).join(',')}}`;
}
/** JSON texts as one JSON array, for `json_array_elements`: nothing is quoted again. No text is the JSON `null`. */
export function jsonArray(texts) {
    return `[${texts.map((text) => text ?? 'null').join(',')}]`;
}
/** `bytea`, in hex. */
export function byteArray(values) {
    return `{${values.map((value) => (value === null ? 'NULL' : `"\\\\x${value.toString('hex')}"`)).join(',')}}`;
}
//# sourceMappingURL=arrays.js.map