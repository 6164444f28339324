import type { JsonSchema } from './task-input-schema.js';

/** Most of anything that is counted by the day or month, and most requests of one window. */
export const MAX_QUOTA = 1_000_000_000;
export const MAX_REQUESTS = 1_000_000;

const QUOTA: JsonSchema = { type: 'integer', minimum: 1, maximum: MAX_QUOTA };

const REQUESTS = {
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: MAX_REQUESTS, description: 'So many' },
    per: { $ref: '#/$defs/duration' },
  },
  required: ['limit', 'per'],
  additionalProperties: false,
};

/** The `limits` of a workflow. */
export const WORKFLOW_LIMITS_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'How much of it there may be',
  properties: {
    perDay: { ...QUOTA, description: 'Executions of a day' },
    perMonth: { ...QUOTA, description: 'Executions of a month' },
    requests: { type: 'object', description: 'Requests to its hooks', ...REQUESTS },
  },
  additionalProperties: false,
};

/** The `limits` of a webhook trigger. */
export const HOOK_LIMITS_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    requests: {
      type: ['string', 'object'],
      description: 'So many in a window of time; or default, or none',
      if: { type: 'string' },
      // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
      then: { enum: ['default', 'none'] },
      else: REQUESTS,
    },
  },
  additionalProperties: false,
};
