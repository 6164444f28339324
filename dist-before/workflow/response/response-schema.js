const STATUS = {
    type: ['integer', 'string'],
    if: { type: 'string' },
    // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
    then: { pattern: '\\{\\{', description: 'a number from 200 to 599, or a template of one' },
    else: { minimum: 200, maximum: 599 },
};
const ANSWER = {
    status: STATUS,
    headers: {
        type: 'object',
        maxProperties: 50,
        additionalProperties: { type: ['string', 'number', 'boolean'] },
    },
    contentType: { type: 'string', maxLength: 150 },
    body: { description: 'Any value; templates are rendered' },
};
function answer(more = {}) {
    return { type: 'object', properties: { ...ANSWER, ...more }, additionalProperties: false };
}
const WHEN = {
    type: 'string',
    minLength: 1,
    description: 'a bare expression; the first answer whose holds is given',
};
/** One answer, or one for each way it may have gone. */
const BRANCHES = {
    type: ['object', 'array'],
    if: { type: 'array' },
    // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
    then: { minItems: 1, maxItems: 20, items: answer({ when: WHEN }) },
    else: answer(),
};
/** The `response` of a workflow: one answer, or one for each moment. */
export const RESPONSE_SCHEMA = answer({
    accepted: answer(),
    succeeded: BRANCHES,
    failed: BRANCHES,
});
//# sourceMappingURL=response-schema.js.map