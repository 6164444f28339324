import { REENTRIES } from '../ledger/cause.js';
import { CALLBACK_SCHEMA } from './callback/callback-schema.js';
import { HOOK_LIMITS_SCHEMA } from './limits-schema.js';
import { INPUTS_SCHEMA, PARAMETERS_SCHEMA } from './parameters/parameter-schema.js';
import { DURATION, EXPRESSION, ID, object } from './schema-parts.js';
import type { JsonSchema } from './task-input-schema.js';
import { EVENT_PATTERN } from './tasks/flow-schema.js';
import { triggerTypeNames } from './type-aliases.js';

const SECRETS: JsonSchema = {
  type: 'array',
  minItems: 1,
  maxItems: 10,
  items: { type: 'string', minLength: 1, description: "a template, {{ secret('NAME') }}" },
  description: 'Any of these may match, so that keys can be rotated',
};
const LOCATORS: JsonSchema = {
  type: 'array',
  description: 'Where to look, the first that is there',
  minItems: 1,
  maxItems: 10,
  items: {
    type: 'string',
    pattern: '^(json:(/.*)?|header:[A-Za-z0-9-]+|query:.+|hash:body)$',
    description: 'json:/pointer, header:name, query:name or hash:body',
  },
};

const PROOFS = {
  verify: {
    ...object(
      {
        profile: { type: 'string', minLength: 1, description: 'How the sender signs: a profile by name' },
        secrets: SECRETS,
        config: { type: 'object', description: 'What the profile wants to know' },
      },
      ['profile', 'secrets'],
    ),
    description: 'The signature that proves the sender',
  },
  token: {
    ...object(
      {
        from: { type: 'string', pattern: '^header:[A-Za-z0-9-]+$', description: 'header:NAME' },
        scheme: { enum: ['Bearer', 'Basic'], description: 'What stands before it' },
        secrets: SECRETS,
      },
      ['from', 'secrets'],
    ),
    description: 'The token that proves the sender',
  },
  ip: {
    type: 'array',
    minItems: 1,
    maxItems: 200,
    items: { type: 'string' },
    description: 'Addresses and networks that may send',
  },
  open: { type: 'boolean', description: 'true accepts anyone' },
  key: {
    type: 'string',
    minLength: 1,
    maxLength: 256,
    description: "a template, {{ secret('NAME') }}: what the last part of the URL, or ?key=, has to be",
  },
  event: {
    ...object({ type: LOCATORS, id: LOCATORS, subject: LOCATORS, time: LOCATORS, cause: LOCATORS }, []),
    description: 'Where in a request its type, id, subject and time stand',
  },
};

const EVERY_TRIGGER = {
  id: ID,
  when: EXPRESSION,
  enabled: { type: 'boolean', default: true, description: 'Whether it starts anything' },
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
  wait: {
    type: ['boolean', 'string'],
    if: { type: 'string' },
    // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
    then: DURATION,
    description: 'Callers wait for the execution to end, true or at most so long',
  },
  returnOutputs: { type: 'boolean', description: 'Who waits gets the outputs of the tasks' },
  responseCode: { type: 'integer', minimum: 200, maximum: 599, description: 'Status for who waits' },
  responseContentType: { type: 'string', maxLength: 150, description: 'Content type for who waits' },
  callback: CALLBACK_SCHEMA,
};

/** By the type of trigger. */
export const TRIGGERS: Readonly<Record<string, JsonSchema>> = {
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
        description: 'Types of events that start it',
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
      limits: { ...HOOK_LIMITS_SCHEMA, description: 'How many requests are let in' },
      ...CALLER,
    },
    ['id', 'type'],
  ),
};
