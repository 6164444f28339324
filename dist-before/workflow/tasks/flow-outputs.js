const TEXT = { type: 'string' };
const MAYBE = { type: ['string', 'null'] };
const COUNT = { type: 'integer', minimum: 0 };
function members(properties, required) {
    return { type: 'object', properties, required };
}
const closed = (schema) => ({ ...schema, additionalProperties: false });
/** By type; `return` gives what it is told to. */
export const FLOW_OUTPUTS = {
    if: closed(members({ taken: { ...TEXT, enum: ['then', 'else'] } }, ['taken'])),
    switch: closed(members({ taken: { ...TEXT, enum: ['cases', 'defaults'] }, case: TEXT }, ['taken'])),
    parallel: { description: 'Nothing of its own' },
    forEach: members({ count: COUNT, low: COUNT, failed: COUNT }, ['count', 'low', 'failed']),
    wait: members({
        timedOut: { type: 'boolean' },
        type: MAYBE,
        commonType: MAYBE,
        id: TEXT,
        subject: MAYBE,
        time: TEXT,
        body: {},
        headers: { type: 'object' },
        parameters: { type: 'object' },
        source: MAYBE,
        hook: TEXT,
    }, ['timedOut']),
    approval: members({
        approval: { ...TEXT, description: 'Its id' },
        expired: { type: 'boolean' },
        outcome: MAYBE,
        fields: { type: 'object' },
        by: TEXT,
        at: { ...TEXT, format: 'date-time' },
    }, ['approval', 'expired', 'outcome']),
    subflow: members({ execution: TEXT, output: { description: 'What it gave to `return`; not there when nobody waited' } }, ['execution']),
    return: {},
};
//# sourceMappingURL=flow-outputs.js.map