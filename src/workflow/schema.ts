import { BLAST_RADIUS_SCHEMA } from './blast-radius-schema.js';
import { CALLBACK_SCHEMA } from './callback/callback-schema.js';
import { REENTRIES } from '../ledger/cause.js';
import type { TaskCatalog, TaskType } from './document.js';
import { DURATION_PATTERN } from './duration.js';
import { HOOK_LIMITS_SCHEMA, WORKFLOW_LIMITS_SCHEMA } from './limits-schema.js';
import { INPUTS_SCHEMA, PARAMETERS_SCHEMA } from './parameters/parameter-schema.js';
import { RESPONSE_SCHEMA } from './response/response-schema.js';
import { MAX_ATTEMPTS } from './retry.js';
import { TEMPLATE_REF, taskSchema } from './task-input-schema.js';
import { EVENT_PATTERN, flowSchemas } from './tasks/flow-schema.js';
import type { JsonSchema } from './task-input-schema.js';
import { FLOW_OUTPUTS } from './tasks/flow-outputs.js';
import { taskTypeNames, triggerTypeNames } from './type-aliases.js';

// A `description` that starts in lower case completes the sentence "must be ..." in messages about its `pattern`.
const ID: JsonSchema = {
  type: 'string',
  pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$',
  description: 'letters, digits, - and _, at most 100, starting with a letter or digit',
};
const EXPRESSION: JsonSchema = {
  type: 'string',
  minLength: 1,
  description: 'a bare expression, without {{ }}',
};
const DURATION = { $ref: '#/$defs/duration' };
const SECRETS: JsonSchema = {
  type: 'array',
  minItems: 1,
  maxItems: 10,
  items: { type: 'string', minLength: 1, description: "a template, {{ secret('NAME') }}" },
  description: 'Any of these may match, so that keys can be rotated',
};
const LOCATORS: JsonSchema = {
  type: 'array',
  minItems: 1,
  maxItems: 10,
  items: {
    type: 'string',
    pattern: '^(json:(/.*)?|header:[A-Za-z0-9-]+|query:.+|hash:body)$',
    description: 'json:/pointer, header:name, query:name or hash:body',
  },
};

const RETRY: JsonSchema = object(
  {
    type: { enum: ['constant', 'exponential', 'random'] },
    interval: DURATION,
    maxInterval: DURATION,
    maxAttempts: { type: 'integer', minimum: 1, maximum: MAX_ATTEMPTS },
    maxDuration: DURATION,
  },
  [],
);

const PROOFS = {
  verify: object(
    { profile: { type: 'string', minLength: 1 }, secrets: SECRETS, config: { type: 'object' } },
    ['profile', 'secrets'],
  ),
  token: object(
    {
      from: { type: 'string', pattern: '^header:[A-Za-z0-9-]+$', description: 'header:NAME' },
      scheme: { enum: ['Bearer', 'Basic'] },
      secrets: SECRETS,
    },
    ['from', 'secrets'],
  ),
  ip: { type: 'array', minItems: 1, maxItems: 200, items: { type: 'string' } },
  open: { type: 'boolean', description: 'true accepts anyone' },
  key: {
    type: 'string',
    minLength: 1,
    maxLength: 256,
    description: "a template, {{ secret('NAME') }}: what the last part of the URL, or ?key=, has to be",
  },
  event: object({ type: LOCATORS, id: LOCATORS, subject: LOCATORS, time: LOCATORS, cause: LOCATORS }, []),
};

const EVERY_TRIGGER = {
  id: ID,
  when: EXPRESSION,
  enabled: { type: 'boolean', default: true },
  reentry: {
    enum: REENTRIES,
    default: 'avoid',
    description:
      'Whether events that the workflow itself caused run it again; ignore does not ask what caused them',
  },
  order: {
    enum: ['latest'],
    description: 'An event older than the newest of its subject that was begun with ends superseded',
  },
};

/** How callers of a webhook are answered. */
const CALLER = {
  // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
  wait: { type: ['boolean', 'string'], if: { type: 'string' }, then: DURATION },
  returnOutputs: { type: 'boolean' },
  responseCode: { type: 'integer', minimum: 200, maximum: 599 },
  responseContentType: { type: 'string', maxLength: 150 },
  callback: CALLBACK_SCHEMA,
};

const TRIGGERS: Readonly<Record<string, JsonSchema>> = {
  event: object(
    {
      ...EVERY_TRIGGER,
      type: { enum: triggerTypeNames('event') },
      source: {
        type: 'string',
        pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$',
        description: 'the name of a source',
      },
      events: {
        type: 'array',
        minItems: 1,
        maxItems: 100,
        items: EVENT_PATTERN,
      },
    },
    ['id', 'type', 'source', 'events'],
  ),
  webhook: object(
    {
      ...EVERY_TRIGGER,
      type: { enum: triggerTypeNames('webhook') },
      ...PROOFS,
      parameters: PARAMETERS_SCHEMA,
      inputs: INPUTS_SCHEMA,
      limits: HOOK_LIMITS_SCHEMA,
      ...CALLER,
    },
    ['id', 'type'],
  ),
};

/**
 * The JSON Schema (draft 2020-12) of a workflow document whose tasks are those of the catalog. What each type of task gives
 * is under `$defs/outputs`, by its name.
 */
export function workflowSchema(catalog: TaskCatalog): JsonSchema {
  const every = {
    id: ID,
    type: { type: 'string' },
    if: EXPRESSION,
    continueOnError: { type: 'boolean', description: 'What follows goes on although this failed for good' },
  };
  const everyAction = {
    ...every,
    retry: { $ref: '#/$defs/retry' },
    timeout: DURATION,
    undo: { $ref: '#/$defs/undo' },
  };
  const actions = [...catalog.values()].map(
    (task) => [taskTypeNames(task.type), taskSchema(task, everyAction)] as const,
  );
  const flows = flowSchemas(every).map(([type, schema]) => [[type], schema] as const);
  const undos = [...catalog.values()].map((task) => [taskTypeNames(task.type), undoSchema(task)] as const);
  const triggers = Object.entries(TRIGGERS).map(
    ([type, schema]) => [triggerTypeNames(type), schema] as const,
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Signet workflow',
    ...workflowObject(),
    $defs: {
      template: { type: 'string', pattern: '\\{\\{', description: 'A template: {{ expression }}' },
      duration: {
        type: 'string',
        pattern: DURATION_PATTERN,
        description: 'a length of time such as 500ms, 10s, 5m, 1h30m, 1d or PT5M',
      },
      retry: RETRY,
      trigger: byType(triggers),
      task: byType([...actions, ...flows]),
      undo: byType(undos),
      outputs: outputsOf(catalog),
    },
  };
}

/** What expressions read as `tasks.ID.output`, by the type of the task. */
function outputsOf(catalog: TaskCatalog): JsonSchema {
  const outputs = [...catalog.values()].map(({ type, output }) => [type, output] as const);
  return {
    type: 'object',
    description: 'What tasks give, by their type',
    properties: Object.fromEntries([...outputs, ...Object.entries(FLOW_OUTPUTS)]),
  };
}

const BLOCK: JsonSchema = { type: 'array', maxItems: 200, items: { $ref: '#/$defs/task' } };

/** What takes a task back: an action whose id may be left out. */
function undoSchema(task: TaskType): JsonSchema {
  const every = {
    id: ID,
    type: { type: 'string' },
    retry: { $ref: '#/$defs/retry' },
    timeout: DURATION,
  };
  const { required, ...schema } = taskSchema(task, every);
  return { ...schema, required: (required as string[]).filter((name) => name !== 'id') };
}

function workflowObject(): JsonSchema {
  return object(
    {
      id: ID,
      namespace: {
        type: 'string',
        maxLength: 150,
        pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9][A-Za-z0-9_-]*)*$',
        description: 'names joined by dots, such as acme.identity',
      },
      description: { type: 'string', maxLength: 10_000 },
      labels: { type: 'object', maxProperties: 50, additionalProperties: { type: 'string', maxLength: 200 } },
      triggers: { type: 'array', maxItems: 50, items: { $ref: '#/$defs/trigger' } },
      lane: { $ref: TEMPLATE_REF },
      concurrency: object(
        {
          limit: { type: 'integer', minimum: 1, maximum: 10_000 },
          overflow: { enum: ['queue', 'cancel', 'fail'] },
        },
        ['limit'],
      ),
      timeout: DURATION,
      limits: WORKFLOW_LIMITS_SCHEMA,
      blastRadius: BLAST_RADIUS_SCHEMA,
      retention: { ...DURATION, description: 'How long its executions are kept, if not as long as others' },
      tasks: { type: 'array', minItems: 1, maxItems: 200, items: { $ref: '#/$defs/task' } },
      errors: { ...BLOCK, description: 'Run when the execution fails' },
      finally: { ...BLOCK, description: 'Run however it ends' },
      compensate: {
        type: 'boolean',
        description:
          "When it fails, the `undo` of every task that succeeded runs first, the last one's first",
      },
      response: RESPONSE_SCHEMA,
    },
    ['id', 'namespace', 'tasks'],
  );
}

function object(properties: Readonly<Record<string, unknown>>, required: readonly string[]): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** One of several objects, told apart by their `type`, which may have several names. With `if` and `then`, faults are those of the type that was meant. */
function byType(schemas: readonly (readonly [readonly string[], JsonSchema])[]): JsonSchema {
  return {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: schemas.flatMap(([types]) => types) } },
    allOf: schemas.map(([types, schema]) => ({
      if: { type: 'object', required: ['type'], properties: { type: { enum: types } } },
      // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
      then: schema,
    })),
  };
}
