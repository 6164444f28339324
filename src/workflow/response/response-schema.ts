import type { JsonSchema } from '../task-input-schema.js';

const STATUS: JsonSchema = {
  type: ['integer', 'string'],
  description: 'HTTP status, 200 to 599',
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
    description: 'Headers of the answer',
  },
  contentType: { type: 'string', maxLength: 150, description: 'Such as application/json' },
  body: { description: 'Any value; templates are rendered' },
};

function answer(more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  return { type: 'object', properties: { ...ANSWER, ...more }, additionalProperties: false };
}

const WHEN: JsonSchema = {
  type: 'string',
  minLength: 1,
  description: 'a bare expression; the first answer whose holds is given',
};

/** One answer, or one for each way it may have gone. */
const BRANCHES: JsonSchema = {
  type: ['object', 'array'],
  if: { type: 'array' },
  // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
  then: { minItems: 1, maxItems: 20, items: answer({ when: WHEN }) },
  else: answer(),
};

/** The `response` of a workflow: one answer, or one for each moment. */
export const RESPONSE_SCHEMA: JsonSchema = {
  ...answer({
    accepted: { ...answer(), description: 'When the event was accepted' },
    succeeded: { ...BRANCHES, description: 'To who waits, when it succeeded' },
    failed: { ...BRANCHES, description: 'To who waits, when it failed' },
  }),
  description: 'How callers are answered',
};
