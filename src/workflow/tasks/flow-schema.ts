/** Schemas of the tasks that have tasks of their own, or end or hold the execution. */
import { TEMPLATE_REF, type JsonSchema } from '../task-input-schema.js';

/** Most tasks of one block, branches of one task, and values of a loop that run at the same time. */
const MOST_TASKS = 200;
const MOST_BRANCHES = 50;
const MOST_AT_ONCE = 100;

const BLOCK: JsonSchema = { type: 'array', maxItems: MOST_TASKS, items: { $ref: '#/definitions/task' } };
const FILLED: JsonSchema = { ...BLOCK, minItems: 1 };
const BLOCKS: JsonSchema = {
  type: 'object',
  minProperties: 1,
  maxProperties: MOST_BRANCHES,
  additionalProperties: FILLED,
};
const EXPRESSION: JsonSchema = {
  type: 'string',
  minLength: 1,
  description: 'a bare expression, without {{ }}',
};
const DURATION: JsonSchema = {
  anyOf: [{ $ref: '#/definitions/duration' }, { $ref: TEMPLATE_REF }],
};
const TEXT: JsonSchema = { type: 'string', minLength: 1 };
const AT_ONCE: JsonSchema = { type: 'integer', minimum: 1, maximum: MOST_AT_ONCE };
const ON_FAILURE: JsonSchema = {
  enum: ['fast', 'all'],
  description: 'fast: one failure ends the others; all: they go on to their end. Default: fast',
};

/** As triggers have it. */
export const EVENT_PATTERN: JsonSchema = {
  type: 'string',
  pattern: '^(\\*|[^\\s*]+(\\.\\*)?)$',
  maxLength: 200,
  description: 'an event type, a prefix such as user.*, or * for all',
};
const EVENT: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['source', 'events'],
  properties: {
    source: { type: 'string', minLength: 1 },
    events: { type: 'array', minItems: 1, maxItems: 20, items: EVENT_PATTERN },
    subject: { ...TEXT, description: 'Default: the subject of the event that started the execution' },
    when: { ...EXPRESSION, description: 'A condition over `event`' },
  },
};

interface FlowType {
  readonly description: string;
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
}

const FLOW: Readonly<Record<string, FlowType>> = {
  if: {
    description: 'Runs one block of tasks or another.',
    // oxlint-disable-next-line unicorn/no-thenable -- a word of the language
    properties: { condition: EXPRESSION, then: FILLED, else: BLOCK },
    required: ['condition', 'then'],
  },
  switch: {
    description: 'Runs the block of tasks that a value names.',
    properties: { value: TEXT, cases: BLOCKS, defaults: BLOCK },
    required: ['value', 'cases'],
  },
  parallel: {
    description: 'Runs blocks of tasks side by side.',
    properties: { branches: BLOCKS, concurrency: AT_ONCE, onFailure: ON_FAILURE },
    required: ['branches'],
  },
  forEach: {
    description: 'Runs a block of tasks for each value of a list, which they read as `each.value`.',
    properties: {
      values: { anyOf: [{ type: 'array' }, { $ref: TEMPLATE_REF }] },
      tasks: FILLED,
      concurrency: AT_ONCE,
      onFailure: ON_FAILURE,
    },
    required: ['values', 'tasks'],
  },
  wait: {
    description: 'Waits for a length of time, until an instant, or for an event.',
    properties: { for: DURATION, until: TEXT, event: EVENT, timeout: DURATION, onTimeout: BLOCK },
    required: [],
  },
  subflow: {
    description: 'Runs another workflow of the same environment.',
    properties: {
      workflow: { ...TEXT, description: 'namespace/id, or an id of the same namespace' },
      inputs: { type: 'object', maxProperties: 100 },
      wait: { type: 'boolean' },
    },
    required: ['workflow'],
  },
  return: {
    description: 'Ends the execution well, here.',
    properties: { output: {} },
    required: [],
  },
};

export const FLOW_TYPES: readonly string[] = Object.keys(FLOW);

/** By type; `every` is what all tasks may say. */
export function flowSchemas(every: Readonly<Record<string, JsonSchema>>): [string, JsonSchema][] {
  return Object.entries(FLOW).map(([type, { description, properties, required }]) => [
    type,
    {
      type: 'object',
      description,
      additionalProperties: false,
      properties: { ...properties, ...every },
      required: ['id', 'type', ...required],
    },
  ]);
}
