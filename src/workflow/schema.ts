import { BLAST_RADIUS_SCHEMA } from './blast-radius-schema.js';
import type { TaskCatalog, TaskType } from './document.js';
import { DURATION_PATTERN } from './duration.js';
import { WORKFLOW_LIMITS_SCHEMA } from './limits-schema.js';
import { RESPONSE_SCHEMA } from './response/response-schema.js';
import { MAX_ATTEMPTS } from './retry.js';
import { byType, DURATION, EXPRESSION, ID, object, TASK_TYPE, TRIGGER_TYPE } from './schema-parts.js';
import { type JsonSchema, TEMPLATE_REF, taskSchema } from './task-input-schema.js';
import { FLOW_OUTPUTS } from './tasks/flow-outputs.js';
import { flowSchemas } from './tasks/flow-schema.js';
import { TRIGGERS } from './trigger-schema.js';
import { taskTypeNames, triggerTypeNames } from './type-aliases.js';

const RETRY: JsonSchema = object(
  {
    type: { enum: ['constant', 'exponential', 'random'], description: 'How the wait grows' },
    interval: { ...DURATION, description: 'The first wait. Default: 1s' },
    maxInterval: { ...DURATION, description: 'The longest wait. Default: 1m' },
    maxAttempts: {
      type: 'integer',
      minimum: 1,
      maximum: MAX_ATTEMPTS,
      description: 'Tries, the first included. Default: 5',
    },
    maxDuration: { ...DURATION, description: 'No try starts later than this after the first. Default: 1h' },
  },
  [],
);

const AGAIN: JsonSchema = { $ref: '#/$defs/retry', description: 'When to try again' };
const TRY_TIME: JsonSchema = { ...DURATION, description: 'Longest time for one try of a call. Default: 30s' };

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
    retry: AGAIN,
    timeout: TRY_TIME,
    undo: { $ref: '#/$defs/undo', description: 'The action that takes it back' },
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
      trigger: byType(triggers, TRIGGER_TYPE),
      task: byType([...actions, ...flows], TASK_TYPE),
      undo: byType(undos, TASK_TYPE),
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
    retry: AGAIN,
    timeout: TRY_TIME,
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
      description: { type: 'string', maxLength: 10_000, description: 'What it is for' },
      labels: {
        type: 'object',
        maxProperties: 50,
        additionalProperties: { type: 'string', maxLength: 200 },
        description: 'Names and texts of your own, which lists go by',
      },
      triggers: {
        type: 'array',
        maxItems: 50,
        items: { $ref: '#/$defs/trigger' },
        description: 'What starts it',
      },
      lane: {
        $ref: TEMPLATE_REF,
        description:
          'Executions with the same one run one at a time, in order. Default: the subject of the event',
      },
      concurrency: {
        ...object(
          {
            limit: { type: 'integer', minimum: 1, maximum: 10_000, description: 'So many at the same time' },
            overflow: {
              enum: ['queue', 'cancel', 'fail'],
              description: 'What becomes of one too many. Default: queue',
            },
          },
          ['limit'],
        ),
        description: 'How many executions run at the same time',
      },
      timeout: {
        ...DURATION,
        description: 'Longest time for one attempt of it; what it waits for does not count',
      },
      limits: WORKFLOW_LIMITS_SCHEMA,
      blastRadius: BLAST_RADIUS_SCHEMA,
      retention: { ...DURATION, description: 'How long its executions are kept, if not as long as others' },
      tasks: {
        type: 'array',
        minItems: 1,
        maxItems: 200,
        items: { $ref: '#/$defs/task' },
        description: 'What it does, from top to bottom',
      },
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
