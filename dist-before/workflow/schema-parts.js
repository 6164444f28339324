// A `description` that starts in lower case completes the sentence "must be ..." in messages about its `pattern`.
export const ID = {
    type: 'string',
    pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$',
    description: 'letters, digits, - and _, at most 100, starting with a letter or digit',
};
export const EXPRESSION = {
    type: 'string',
    minLength: 1,
    description: 'a bare expression, without {{ }}',
};
export const DURATION = { $ref: '#/$defs/duration' };
/** Descriptions by which messages know what a list of types is of. */
export const TASK_TYPE = 'Type of the task';
export const TRIGGER_TYPE = 'Type of the trigger';
/** An object of these properties and no others. */
export function object(properties, required) {
    return { type: 'object', properties, required, additionalProperties: false };
}
/** One of several objects, told apart by their `type`, which may have several names. With `if` and `then`, faults are those of the type that was meant. */
export function byType(schemas, description) {
    return {
        type: 'object',
        required: ['type'],
        properties: { type: { description, enum: schemas.flatMap(([types]) => types) } },
        allOf: schemas.map(([types, schema]) => ({
            if: { type: 'object', required: ['type'], properties: { type: { enum: types } } },
            // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
            then: schema,
        })),
    };
}
//# sourceMappingURL=schema-parts.js.map