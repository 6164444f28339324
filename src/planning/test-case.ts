import type { DirectoryUser } from '../directories/directory.js';
import type { GivenEvent } from './given-event.js';
import type { Stubs } from './planned-actions.js';

/** Cases for one workflow, written beside its document. */
export interface TestFile {
  /** The document, relative to the file. Default: the file's own name without `.test`. */
  readonly workflow?: string;
  readonly cases: readonly TestCase[];
}

export interface TestCase {
  readonly name: string;
  readonly event: GivenEvent;
  /** The trigger it is about, instead of any that takes the event. */
  readonly trigger?: string;
  readonly environment?: string;
  /** What the clock says, RFC 3339. */
  readonly now?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Users by directory. A directory that is not named knows everybody. */
  readonly users?: Readonly<Record<string, readonly (Partial<DirectoryUser> & { readonly id: string })[]>>;
  readonly stubs?: Stubs;
  readonly expect: Expected;
}

/** What is left out may be anything. A map has to have at least the members given, a list exactly the values. */
export interface Expected {
  readonly status?: string;
  readonly reason?: string;
  readonly trigger?: string | null;
  /** Code of the error, or a part of its message. */
  readonly error?: string;
  /** Status by task, or of each round of a loop. */
  readonly tasks?: Readonly<Record<string, string | readonly string[]>>;
  /** Output by task. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Of the `return`. */
  readonly output?: unknown;
  /** All of them, in the order of the tasks. */
  readonly effects?: readonly Readonly<Record<string, unknown>>[];
}

const TEXT = { type: 'string', minLength: 1 };
const OBJECT = { type: 'object' };
const ANY = {};

const closed = (properties: object, required: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

const EVENT = closed({
  source: TEXT,
  type: TEXT,
  commonType: TEXT,
  id: TEXT,
  subject: TEXT,
  time: TEXT,
  body: ANY,
  headers: OBJECT,
  parameters: OBJECT,
  inputs: OBJECT,
});

const STUB = {
  type: 'object',
  additionalProperties: false,
  properties: { output: ANY, error: TEXT },
  minProperties: 1,
  maxProperties: 1,
};

const EXPECTED = closed({
  status: { enum: ['succeeded', 'dead', 'skipped', 'unmatched'] },
  reason: TEXT,
  trigger: { type: ['string', 'null'] },
  error: TEXT,
  tasks: { type: 'object', additionalProperties: { type: ['string', 'array'], items: { type: 'string' } } },
  outputs: OBJECT,
  output: ANY,
  effects: { type: 'array', items: OBJECT },
});

const CASE = closed(
  {
    name: TEXT,
    event: EVENT,
    trigger: TEXT,
    environment: TEXT,
    now: TEXT,
    variables: OBJECT,
    users: {
      type: 'object',
      additionalProperties: {
        type: 'array',
        items: { type: 'object', required: ['id'], properties: { id: TEXT } },
      },
    },
    stubs: { type: 'object', additionalProperties: STUB },
    expect: EXPECTED,
  },
  ['name', 'event', 'expect'],
);

/** JSON Schema of a `TestFile`. */
export const TEST_FILE_SCHEMA = closed(
  { workflow: TEXT, cases: { type: 'array', minItems: 1, items: CASE } },
  ['cases'],
);
