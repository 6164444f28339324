import type { TaskCatalog, TaskType } from '../../src/workflow/document.js';

const TASK_TYPES: readonly TaskType[] = [
  {
    type: 'user.update',
    description: 'Change a user',
    input: {
      type: 'object',
      required: ['user', 'set'],
      properties: {
        directory: { type: 'string' },
        user: { type: 'string', minLength: 1 },
        set: {
          type: 'object',
          additionalProperties: false,
          properties: {
            active: { type: 'boolean' },
            roles: { type: 'array', items: { enum: ['admin', 'member'] } },
          },
        },
      },
    },
    output: {
      type: 'object',
      additionalProperties: false,
      properties: { changed: { type: 'boolean' }, user: { type: 'object' } },
    },
  },
  {
    type: 'audit.log',
    description: 'Write an audit entry',
    input: {
      type: 'object',
      required: ['message'],
      properties: { message: {}, outcome: {} },
    },
    output: { type: 'object' },
  },
  {
    type: 'http.request',
    description: 'Call a URL',
    input: {
      type: 'object',
      required: ['url'],
      properties: {
        url: { type: 'string', pattern: '^https?://' },
        method: { enum: ['GET', 'POST'] },
        retries: { type: 'integer', minimum: 0 },
        body: { oneOf: [{ type: 'object' }, { type: 'array' }] },
      },
    },
    output: { type: 'object' },
  },
];

/** A few task types with the kinds of input schemas that real ones have. */
export const CATALOG: TaskCatalog = new Map(TASK_TYPES.map((task) => [task.type, task]));
