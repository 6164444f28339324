const TEXT = { type: 'string', minLength: 1 };
const OBJECT = { type: 'object' };
const ANY = {};
const closed = (properties, required = []) => ({
    type: 'object',
    additionalProperties: false,
    properties,
    required,
});
const EVENT = closed({
    source: TEXT,
    type: TEXT,
    commonType: TEXT,
    id: TEXT,
    subject: TEXT,
    time: TEXT,
    body: ANY,
    headers: OBJECT,
    parameters: OBJECT,
    inputs: OBJECT,
});
const STUB = {
    type: 'object',
    additionalProperties: false,
    properties: { output: ANY, error: TEXT },
    minProperties: 1,
    maxProperties: 1,
};
const EXPECTED = closed({
    status: { enum: ['succeeded', 'dead', 'skipped', 'unmatched'] },
    reason: TEXT,
    trigger: { type: ['string', 'null'] },
    error: TEXT,
    tasks: { type: 'object', additionalProperties: { type: ['string', 'array'], items: { type: 'string' } } },
    outputs: OBJECT,
    output: ANY,
    effects: { type: 'array', items: OBJECT },
});
const CASE = closed({
    name: TEXT,
    event: EVENT,
    trigger: TEXT,
    environment: TEXT,
    now: TEXT,
    variables: OBJECT,
    users: {
        type: 'object',
        additionalProperties: {
            type: 'array',
            items: { type: 'object', required: ['id'], properties: { id: TEXT } },
        },
    },
    stubs: { type: 'object', additionalProperties: STUB },
    expect: EXPECTED,
}, ['name', 'event', 'expect']);
/** JSON Schema of a `TestFile`. */
export const TEST_FILE_SCHEMA = closed({ workflow: TEXT, cases: { type: 'array', minItems: 1, items: CASE } }, ['cases']);
//# sourceMappingURL=test-case.js.map