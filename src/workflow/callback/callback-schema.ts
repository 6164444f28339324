import type { JsonSchema } from '../task-input-schema.js';

/** The `callback` of a webhook trigger: `true`, or a map that says more. */
export const CALLBACK_SCHEMA: JsonSchema = {
  type: ['boolean', 'object'],
  description: 'The outcome is posted to the caller',
  properties: {
    url: { type: 'string', minLength: 1, maxLength: 2000, description: 'A template: where to' },
    from: {
      type: 'array',
      description: 'Where in the request the address stands',
      minItems: 1,
      maxItems: 10,
      items: {
        type: 'string',
        maxLength: 200,
        pattern: '^(json:/.*|form:.+|query:.+|header:[A-Za-z0-9-]+)$',
        description: 'json:/pointer, form:name, query:name or header:name',
      },
    },
    allow: {
      type: 'array',
      description: 'Hosts that may be called back',
      minItems: 1,
      maxItems: 100,
      items: {
        type: 'string',
        maxLength: 253,
        pattern: '^(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)*$',
        description: 'the name of a host in lower case, or *.example.com for all below one',
      },
    },
    secret: { type: 'string', minLength: 1, description: "A template, {{ secret('NAME') }}" },
    body: { enum: ['outcome', 'response'], description: 'What is posted. Default: outcome' },
  },
  additionalProperties: false,
};
