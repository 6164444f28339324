/** Most of anything that is counted by the day or month, and most requests of one window. */
export const MAX_QUOTA = 1_000_000_000;
export const MAX_REQUESTS = 1_000_000;
const QUOTA = { type: 'integer', minimum: 1, maximum: MAX_QUOTA };
const REQUESTS = {
    properties: {
        limit: { type: 'integer', minimum: 1, maximum: MAX_REQUESTS },
        per: { $ref: '#/$defs/duration' },
    },
    required: ['limit', 'per'],
    additionalProperties: false,
};
/** The `limits` of a workflow. */
export const WORKFLOW_LIMITS_SCHEMA = {
    type: 'object',
    properties: { perDay: QUOTA, perMonth: QUOTA, requests: { type: 'object', ...REQUESTS } },
    additionalProperties: false,
};
/** The `limits` of a webhook trigger. */
export const HOOK_LIMITS_SCHEMA = {
    type: 'object',
    properties: {
        requests: {
            type: ['string', 'object'],
            if: { type: 'string' },
            // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
            then: { enum: ['default', 'none'] },
            else: REQUESTS,
        },
    },
    additionalProperties: false,
};
//# sourceMappingURL=limits-schema.js.map