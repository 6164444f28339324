/** Words to write the input and output schemas of actions with (JSON Schema draft-07, the default of ajv 8). */
/** An object that takes these members and no other. */
export function closed(description, properties, required = []) {
    return { type: 'object', description, additionalProperties: false, required, properties };
}
/** An object of any members. */
export function open(description) {
    return { type: 'object', description, additionalProperties: true };
}
/** Text of at least one character. */
export function text(description) {
    return { type: 'string', minLength: 1, description };
}
/** Any JSON value. */
export function anything(description) {
    return { description };
}
/** An identifier: text, or a whole number, which many payloads use and which is taken as text. */
export function identifier(description) {
    return { description, anyOf: [{ type: 'string', minLength: 1, maxLength: 512 }, { type: 'integer' }] };
}
//# sourceMappingURL=schema.js.map