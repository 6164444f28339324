import { REENTRIES } from '../ledger/cause.js';
import { CALLBACK_SCHEMA } from './callback/callback-schema.js';
import { HOOK_LIMITS_SCHEMA } from './limits-schema.js';
import { INPUTS_SCHEMA, PARAMETERS_SCHEMA } from './parameters/parameter-schema.js';
import { DURATION, EXPRESSION, ID, object } from './schema-parts.js';
import { EVENT_PATTERN } from './tasks/flow-schema.js';
import { triggerTypeNames } from './type-aliases.js';
const SECRETS = {
    type: 'array',
    minItems: 1,
    maxItems: 10,
    items: { type: 'string', minLength: 1, description: "a template, {{ secret('NAME') }}" },
    description: 'Any of these may match, so that keys can be rotated',
};
const LOCATORS = {
    type: 'array',
    minItems: 1,
    maxItems: 10,
    items: {
        type: 'string',
        pattern: '^(json:(/.*)?|header:[A-Za-z0-9-]+|query:.+|hash:body)$',
        description: 'json:/pointer, header:name, query:name or hash:body',
    },
};
const PROOFS = {
    verify: object({ profile: { type: 'string', minLength: 1 }, secrets: SECRETS, config: { type: 'object' } }, ['profile', 'secrets']),
    token: object({
        from: { type: 'string', pattern: '^header:[A-Za-z0-9-]+$', description: 'header:NAME' },
        scheme: { enum: ['Bearer', 'Basic'] },
        secrets: SECRETS,
    }, ['from', 'secrets']),
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
        description: 'Whether events that the workflow itself caused run it again; ignore does not ask what caused them',
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
/** By the type of trigger. */
export const TRIGGERS = {
    event: object({
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
    }, ['id', 'type', 'source', 'events']),
    webhook: object({
        ...EVERY_TRIGGER,
        type: { enum: triggerTypeNames('webhook') },
        ...PROOFS,
        parameters: PARAMETERS_SCHEMA,
        inputs: INPUTS_SCHEMA,
        limits: HOOK_LIMITS_SCHEMA,
        ...CALLER,
    }, ['id', 'type']),
};
//# sourceMappingURL=trigger-schema.js.map