/** Schemas of the tasks that have tasks of their own, or end or hold the execution. */
import { PARAMETER_NAME } from '../parameters/parameter-name.js';
import { TEMPLATE_REF, type JsonSchema } from '../task-input-schema.js';

/** Most tasks of one block, branches of one task, and values of a loop that run at the same time. */
const MOST_TASKS = 200;
const MOST_BRANCHES = 50;
const MOST_AT_ONCE = 100;

const BLOCK: JsonSchema = { type: 'array', maxItems: MOST_TASKS, items: { $ref: '#/$defs/task' } };
const FILLED: JsonSchema = { ...BLOCK, minItems: 1 };
const BLOCKS: JsonSchema = {
  type: 'object',
  description: 'a map of lists of tasks by name, such as gold: [{ id: thank, type: log, message: hi }]',
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
  anyOf: [{ $ref: '#/$defs/duration' }, { $ref: TEMPLATE_REF }],
};
const TEXT: JsonSchema = { type: 'string', minLength: 1 };
const AT_ONCE: JsonSchema = {
  type: 'integer',
  minimum: 1,
  maximum: MOST_AT_ONCE,
  description: 'So many at the same time',
};
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
    source: { type: 'string', minLength: 1, description: 'Name of the source it comes from' },
    events: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      items: EVENT_PATTERN,
      description: 'Types of events that count',
    },
    subject: { ...TEXT, description: 'Default: the subject of the event that started the execution' },
    when: { ...EXPRESSION, description: 'A condition over `event`' },
  },
};

const FIELD_TYPE: JsonSchema = {
  enum: ['string', 'number', 'integer', 'boolean'],
  description: 'What is filled in',
};
/** What is filled in with a decision: as a webhook's parameters, of those a form can have. */
const FIELDS: JsonSchema = {
  type: 'object',
  maxProperties: 20,
  propertyNames: {
    pattern: PARAMETER_NAME,
    description: 'letters, digits and _, starting with a letter or _',
  },
  additionalProperties: {
    type: ['string', 'object'],
    if: { type: 'string' },
    // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
    then: FIELD_TYPE,
    else: {
      properties: {
        type: FIELD_TYPE,
        required: { type: 'boolean', description: 'Nobody decides without it' },
        default: { description: 'What it is when it is not filled in' },
        description: { type: 'string', maxLength: 1000, description: 'For who decides' },
        enum: { type: 'array', minItems: 1, maxItems: 100, description: 'The only values it may have' },
      },
      additionalProperties: false,
    },
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
    properties: {
      condition: EXPRESSION,
      // oxlint-disable-next-line unicorn/no-thenable -- a word of the language
      then: { ...FILLED, description: 'Runs when it holds' },
      else: { ...BLOCK, description: 'Runs when it does not' },
    },
    required: ['condition', 'then'],
  },
  switch: {
    description: 'Runs the block of tasks that a value names.',
    properties: {
      value: { ...TEXT, description: 'A template of what is looked up' },
      cases: BLOCKS,
      defaults: { ...BLOCK, description: 'Runs when no case is of that name' },
    },
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
      values: {
        anyOf: [{ type: 'array' }, { $ref: TEMPLATE_REF }],
        description: 'a list, or a template of one',
      },
      tasks: { ...FILLED, description: 'Run for each value' },
      concurrency: AT_ONCE,
      onFailure: ON_FAILURE,
    },
    required: ['values', 'tasks'],
  },
  wait: {
    description: 'Waits for a length of time, until an instant, or for an event.',
    properties: {
      for: DURATION,
      until: { ...TEXT, description: 'An instant, in RFC 3339' },
      event: { ...EVENT, description: 'The event that is waited for' },
      timeout: DURATION,
      onTimeout: { ...BLOCK, description: 'Runs when it did not come in time' },
    },
    required: [],
  },
  approval: {
    description: 'Waits until somebody decides.',
    properties: {
      message: { ...TEXT, maxLength: 4000, description: 'What is to be decided' },
      roles: {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: { enum: ['admin', 'author', 'operator', 'auditor'] },
        description: 'Roles that may decide. Default, where neither tokens nor link are given: operator',
      },
      tokens: {
        type: 'array',
        minItems: 1,
        maxItems: 50,
        items: { type: 'string', minLength: 1, maxLength: 100 },
        description: 'Names of tokens that may decide',
      },
      link: { type: 'boolean', description: 'Whoever has the signed link may decide' },
      outcomes: {
        type: 'array',
        minItems: 1,
        maxItems: 10,
        uniqueItems: true,
        items: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_-]{0,49}$', description: 'a short name' },
        description: 'Default: approve, reject',
      },
      fields: { ...FIELDS, description: 'What is filled in with the decision' },
      expires: DURATION,
      onExpiry: { ...BLOCK, description: 'Runs when nobody decided in time' },
      reminder: DURATION,
    },
    required: ['message'],
  },
  subflow: {
    description: 'Runs another workflow of the same environment.',
    properties: {
      workflow: { ...TEXT, description: 'namespace/id, or an id of the same namespace' },
      inputs: { type: 'object', maxProperties: 100, description: 'The body of its event' },
      wait: { type: 'boolean', description: 'Waits until it has ended' },
    },
    required: ['workflow'],
  },
  return: {
    description: 'Ends the execution well, here.',
    properties: { output: { description: 'What it gives' } },
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
