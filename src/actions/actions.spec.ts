import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';

import type { ChangeResult, Directory, DirectoryCall, DirectoryChange } from '../directories/directory.js';
import { ConfigInvalid, InvalidParameters, NotFound, TaskFailed } from '../errors/errors.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { UNWATCHED } from '../outbound/oauth/token-watch.js';
import type { TaskCatalog } from '../workflow/document.js';
import type { Action, ActionContext } from './action.js';
import { builtInActions } from './built-in-actions.js';
import { createActionRegistry } from './registry.js';

const registry = createActionRegistry(builtInActions(new GuardedClient({ allow: [] })));

const result: ChangeResult = {
  changed: true,
  user: { id: 'u1', active: false, roles: [], groups: [], attributes: {} },
  difference: { active: { from: true, to: false } },
};

interface Seen {
  change: DirectoryChange;
  call: DirectoryCall;
}

function aContext(subject: string | null, directories: Record<string, Directory> = {}): ActionContext {
  const own: Directory = { kind: 'own', name: 'main' };
  return {
    tenant: 'main',
    namespace: 'acme',
    executionId: 'e1',
    taskId: 't1',
    idempotencyKey: 'e1:t1:0',
    cause: () => 'a stamp',
    subject,
    requireDirectory: (name) => {
      const directory = { main: own, ...directories }[name];
      if (directory === undefined) {
        throw new NotFound(name);
      }
      return directory;
    },
  };
}

function anOutsideDirectory(seen: Seen[]): Directory {
  return {
    kind: 'outside',
    name: 'hr',
    apply: async (change, call) => {
      seen.push({ change, call });
      return result;
    },
  };
}

describe('the built-in actions', () => {
  it('are these', () => {
    expect([...registry.keys()].sort()).toEqual([
      'audit.log',
      'fail',
      'group.add',
      'group.remove',
      'http.request',
      'log',
      'role.assign',
      'role.remove',
      'set',
      'user.create',
      'user.delete',
      'user.disable',
      'user.enable',
      'user.get',
      'user.update',
    ]);
  });

  it.each([...registry.values()])('$type describes every value it takes and gives', (action) => {
    for (const side of [action.input, action.output]) {
      const properties = (side['properties'] ?? {}) as Record<string, { description?: string }>;
      const undescribed = Object.entries(properties).filter(([, one]) => !one.description);
      expect(undescribed).toEqual([]);
    }
    expect(action.input['additionalProperties']).toBe(false);
  });
});

describe('an identity action', () => {
  const cases: [string, Record<string, unknown>, DirectoryChange][] = [
    ['user.get', {}, { kind: 'user.get', user: 'u1' }],
    ['user.create', {}, { kind: 'user.create', user: 'u1', set: {} }],
    [
      'user.create',
      { set: { email: 'a@b.c' } },
      { kind: 'user.create', user: 'u1', set: { email: 'a@b.c' } },
    ],
    ['user.update', { set: { active: true } }, { kind: 'user.update', user: 'u1', set: { active: true } }],
    ['user.disable', {}, { kind: 'user.disable', user: 'u1' }],
    ['user.enable', {}, { kind: 'user.enable', user: 'u1' }],
    ['user.delete', {}, { kind: 'user.delete', user: 'u1' }],
    ['role.assign', { role: 'r' }, { kind: 'role.assign', user: 'u1', role: 'r' }],
    ['role.remove', { role: 'r' }, { kind: 'role.remove', user: 'u1', role: 'r' }],
    ['group.add', { group: 'g' }, { kind: 'group.add', user: 'u1', group: 'g' }],
    ['group.remove', { group: 'g' }, { kind: 'group.remove', user: 'u1', group: 'g' }],
  ];

  it.each(cases)('%s %j is a change of the built-in directory', (type, input, change) => {
    const action = registry.require(type);
    expect(new Ajv().validate(action.input, input)).toBe(true);
    const effect = action.prepare(input, aContext('u1'));
    expect(effect).toMatchObject({ kind: 'own', directory: 'main', change });
  });

  it.each(cases)('%s %j is a call to an outside directory', async (type, input, change) => {
    const seen: Seen[] = [];
    const context = aContext('u1', { hr: anOutsideDirectory(seen) });
    const effect = registry.require(type).prepare({ ...input, directory: 'hr' }, context);
    const { signal } = new AbortController();
    const output = effect.kind === 'outside' ? await effect.perform(signal, UNWATCHED) : null;

    expect(seen).toEqual([
      { change, call: { idempotencyKey: 'e1:t1:0', cause: 'a stamp', signal, watch: UNWATCHED } },
    ]);
    expect(output).toEqual(type === 'user.get' ? result.user : result);
    expect(new Ajv().validate(registry.require(type).output, output)).toBe(true);
  });

  it('takes the user it is given before the subject, and a number as text', () => {
    const effect = registry.require('user.disable').prepare({ user: 42 }, aContext('u1'));
    expect(effect).toMatchObject({ change: { kind: 'user.disable', user: '42' } });
  });

  it('refuses when there is neither user nor subject', () => {
    const prepare = () => registry.require('user.disable').prepare({}, aContext(null));
    expect(prepare).toThrow(InvalidParameters);
  });

  it('refuses a directory nobody configured', () => {
    const prepare = () => registry.require('user.get').prepare({ directory: 'nowhere' }, aContext('u1'));
    expect(prepare).toThrow(NotFound);
  });

  it.each([
    ['user.update', {}],
    ['role.assign', {}],
    ['role.assign', { role: '' }],
    ['group.add', { group: 'g', role: 'r' }],
    ['user.disable', { user: true }],
  ])('%s refuses the input %j', (type, input) => {
    expect(new Ajv().validate(registry.require(type).input, input)).toBe(false);
  });
});

describe('audit.log', () => {
  it('writes an entry about the subject of the event', () => {
    const effect = registry.require('audit.log').prepare({ message: 'done', outcome: true }, aContext('u1'));
    const entry = { verb: 'audit.log', subject: 'u1', message: 'done', outcome: true };
    expect(effect).toEqual({ kind: 'none', output: entry, audit: [entry] });
  });

  it('writes what it is given, and keeps details out of the output', () => {
    const input = { message: 'done', verb: 'user.welcomed', subject: 7, details: { by: 'hr' } };
    const effect = registry.require('audit.log').prepare(input, aContext('u1'));
    const entry = { verb: 'user.welcomed', subject: '7', message: 'done' };
    expect(effect).toEqual({ kind: 'none', output: entry, audit: [{ ...entry, details: { by: 'hr' } }] });
  });
});

describe('flow', () => {
  it('log says text as it is and the rest as JSON', () => {
    const prepare = (message: unknown) => registry.require('log').prepare({ message }, aContext(null));
    expect(prepare('hello')).toEqual({ kind: 'none', output: { message: 'hello' }, log: 'hello' });
    expect(prepare({ a: 1 })).toEqual({ kind: 'none', output: { message: '{"a":1}' }, log: '{"a":1}' });
  });

  it('set gives its values', () => {
    const effect = registry.require('set').prepare({ values: { a: 1 } }, aContext(null));
    expect(effect).toEqual({ kind: 'none', output: { a: 1 } });
  });

  it('fail fails, for good', () => {
    const prepare = () =>
      registry.require('fail').prepare({ message: 'no', details: { a: 1 } }, aContext(null));
    expect(prepare).toThrow(new TaskFailed('no', { a: 1, task: 't1' }));
    expect(new TaskFailed('no').retryable).toBe(false);
  });
});

describe('the registry', () => {
  const action = (type: string, input: Record<string, unknown> = { type: 'object' }): Action => ({
    type,
    description: 'does nothing',
    input,
    output: {},
    prepare: () => ({ kind: 'none', output: null }),
  });

  it('is the catalog documents are checked against', () => {
    const catalog: TaskCatalog = registry;
    expect(catalog.get('log')?.type).toBe('log');
  });

  it('gives an action by type, and throws for one it does not know', () => {
    expect(registry.require('log').type).toBe('log');
    expect(() => registry.require('nope')).toThrow(NotFound);
  });

  it.each([
    ['two actions of one type', [action('a.b'), action('a.b')], 'registered twice'],
    ['a schema that is none', [action('a.b', { type: 'objekt' })], 'input schema'],
    ['a misspelled keyword', [action('a.b', { requird: [] })], 'requird'],
    ['a type that is no name', [action('a b')], 'dotted name'],
  ])('refuses %s at boot', (_, actions, message) => {
    expect(() => createActionRegistry(actions)).toThrow(ConfigInvalid);
    expect(() => createActionRegistry(actions)).toThrow(message);
  });
});
