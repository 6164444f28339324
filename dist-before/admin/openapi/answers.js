const ACCEPTED = { $ref: '#/components/schemas/Accepted' };
const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const problem = (description) => ({ description, content: PROBLEM });
/** What goes wrong at any hook, and before any workflow is asked. */
const REFUSALS = {
    '400': problem('The body is malformed, or parameters are wrong: `errors` names every one'),
    '401': problem('The sender could not be verified'),
    '404': problem('There is no such hook, or no such environment'),
    '413': problem('The body is too large'),
    '422': problem('An input cannot be made of the request'),
    '429': problem('Too many requests; `Retry-After` says when to come back'),
    '503': problem('Not recorded; send it again'),
};
/** The answers of a hook by their status. `waits`: callers are answered when the execution has ended. */
export function hookAnswers(response, waits) {
    const { accepted, succeeded = [], failed = [] } = response ?? {};
    const accepts = { description: 'Recorded; what it starts runs', content: asJson(ACCEPTED) };
    return {
        '200': { description: 'Recorded by an earlier delivery: the same ids', content: asJson(ACCEPTED) },
        '202': accepts,
        ...REFUSALS,
        ...(accepted ? written([accepted], '202', 'Recorded, as the workflow answers it') : {}),
        ...(waits ? written(succeeded, '200', 'As the workflow answers it, when the execution succeeded') : {}),
        ...(waits
            ? written(failed, 'default', 'As the workflow answers it, when the execution did not succeed')
            : {}),
    };
}
/** Several of one status are one answer with several content types. */
function written(answers, usual, description) {
    const responses = {};
    for (const { status, contentType = 'application/json' } of answers) {
        const code = typeof status === 'number' ? String(status) : status === undefined ? usual : 'default';
        const known = responses[code] ?? { description, content: {} };
        responses[code] = { description, content: { ...known.content, [contentType]: { schema: {} } } };
    }
    return responses;
}
const asJson = (schema) => ({ 'application/json': { schema } });
/** The schemas that answers refer to. */
export const ANSWER_SCHEMAS = {
    Accepted: {
        type: 'object',
        required: ['executions', 'event'],
        properties: {
            executions: { type: 'array', items: { type: 'string', format: 'uuid' } },
            event: { type: ['string', 'null'], format: 'uuid' },
            events: { type: 'array', items: { type: 'string', format: 'uuid' } },
        },
    },
    Problem: {
        description: 'RFC 9457',
        type: 'object',
        required: ['type', 'title', 'status', 'detail', 'msg'],
        properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            msg: { type: 'string', examples: ['Missing required parameter'] },
            errors: {
                type: 'array',
                items: {
                    type: 'object',
                    properties: { path: { type: 'string' }, message: { type: 'string' } },
                },
            },
        },
    },
};
//# sourceMappingURL=answers.js.map