import { BLAST_RADIUS_SCHEMA } from './blast-radius-schema.js';
import { DURATION_PATTERN } from './duration.js';
import { WORKFLOW_LIMITS_SCHEMA } from './limits-schema.js';
import { RESPONSE_SCHEMA } from './response/response-schema.js';
import { MAX_ATTEMPTS } from './retry.js';
import { byType, DURATION, EXPRESSION, ID, object, TASK_TYPE, TRIGGER_TYPE } from './schema-parts.js';
import { TEMPLATE_REF, taskSchema } from './task-input-schema.js';
import { FLOW_OUTPUTS } from './tasks/flow-outputs.js';
import { flowSchemas } from './tasks/flow-schema.js';
import { TRIGGERS } from './trigger-schema.js';
import { taskTypeNames, triggerTypeNames } from './type-aliases.js';
const RETRY = object({
    type: { enum: ['constant', 'exponential', 'random'] },
    interval: DURATION,
    maxInterval: DURATION,
    maxAttempts: { type: 'integer', minimum: 1, maximum: MAX_ATTEMPTS },
    maxDuration: DURATION,
}, []);
/**
 * The JSON Schema (draft 2020-12) of a workflow document whose tasks are those of the catalog. What each type of task gives
 * is under `$defs/outputs`, by its name.
 */
export function workflowSchema(catalog) {
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
    const actions = [...catalog.values()].map((task) => [taskTypeNames(task.type), taskSchema(task, everyAction)]);
    const flows = flowSchemas(every).map(([type, schema]) => [[type], schema]);
    const undos = [...catalog.values()].map((task) => [taskTypeNames(task.type), undoSchema(task)]);
    const triggers = Object.entries(TRIGGERS).map(([type, schema]) => [triggerTypeNames(type), schema]);
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
function outputsOf(catalog) {
    const outputs = [...catalog.values()].map(({ type, output }) => [type, output]);
    return {
        type: 'object',
        description: 'What tasks give, by their type',
        properties: Object.fromEntries([...outputs, ...Object.entries(FLOW_OUTPUTS)]),
    };
}
const BLOCK = { type: 'array', maxItems: 200, items: { $ref: '#/$defs/task' } };
/** What takes a task back: an action whose id may be left out. */
function undoSchema(task) {
    const every = {
        id: ID,
        type: { type: 'string' },
        retry: { $ref: '#/$defs/retry' },
        timeout: DURATION,
    };
    const { required, ...schema } = taskSchema(task, every);
    return { ...schema, required: required.filter((name) => name !== 'id') };
}
function workflowObject() {
    return object({
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
        concurrency: object({
            limit: { type: 'integer', minimum: 1, maximum: 10_000 },
            overflow: { enum: ['queue', 'cancel', 'fail'] },
        }, ['limit']),
        timeout: DURATION,
        limits: WORKFLOW_LIMITS_SCHEMA,
        blastRadius: BLAST_RADIUS_SCHEMA,
        retention: { ...DURATION, description: 'How long its executions are kept, if not as long as others' },
        tasks: { type: 'array', minItems: 1, maxItems: 200, items: { $ref: '#/$defs/task' } },
        errors: { ...BLOCK, description: 'Run when the execution fails' },
        finally: { ...BLOCK, description: 'Run however it ends' },
        compensate: {
            type: 'boolean',
            description: "When it fails, the `undo` of every task that succeeded runs first, the last one's first",
        },
        response: RESPONSE_SCHEMA,
    }, ['id', 'namespace', 'tasks']);
}
//# sourceMappingURL=schema.js.map