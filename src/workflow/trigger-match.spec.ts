import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { CompiledTrigger } from './compile.js';
import type { EventTrigger } from './document.js';
import { matchesType, takesEvent, TriggerIndex } from './trigger-match.js';

function aTrigger(rest: Partial<EventTrigger>): EventTrigger {
  return { id: 't', type: 'event', source: 'auth', events: ['user.created'], enabled: true, ...rest };
}

describe('patterns', () => {
  it.each([
    ['user.created', 'user.created', true],
    ['user.created', 'user.created.v2', false],
    ['user.created', 'User.created', false],
    ['user.*', 'user.created', true],
    ['user.*', 'user.created.v2', true],
    ['user.*', 'user', false],
    ['user.*', 'user.', false],
    ['user.*', 'username.changed', false],
    ['*', 'anything', true],
    ['constructor', '__proto__', false],
  ])('%s takes %s: %s', (pattern, type, expected) => {
    expect(matchesType(pattern, type)).toBe(expected);
  });

  it.each([
    [{}, true],
    [{ source: 'other' }, false],
    [{ enabled: false }, false],
    [{ events: ['role.*'] }, false],
    [{ events: ['role.*', '*'] }, true],
  ])('a trigger with %j: %s', (rest, expected) => {
    expect(takesEvent(aTrigger(rest), 'auth', ['user.created'])).toBe(expected);
  });
});

const name = fc.constantFrom('user', 'created', 'role', '__proto__', 'a');
const type = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('.'));
const pattern = fc.oneof(
  type,
  type.map((prefix) => `${prefix}.*`),
  fc.constant('*'),
);
const source = fc.constantFrom('auth', 'hr', 'constructor');
const trigger = fc
  .record({ source, events: fc.array(pattern, { minLength: 1, maxLength: 4 }), enabled: fc.boolean() })
  .map((rest): CompiledTrigger => ({ definition: aTrigger(rest) }));
const workflows = fc.array(fc.record({ triggers: fc.array(trigger, { maxLength: 3 }) }), { maxLength: 6 });

describe('the index', () => {
  it('finds exactly the triggers that take an event, in order', () => {
    fc.assert(
      fc.property(workflows, source, fc.array(type, { maxLength: 2 }), (all, from, of) => {
        const expected = all.flatMap((workflow) =>
          workflow.triggers
            .filter(({ definition }) => takesEvent(definition as EventTrigger, from, of))
            .map((one) => ({ workflow, trigger: one })),
        );
        const found = new TriggerIndex(all).find(from, of);

        expect(found.map(({ workflow, trigger }) => ({ workflow, trigger }))).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it("finds a trigger by the common name of an event as by the sender's own, and once when it takes both", () => {
    const all = [
      { triggers: [{ definition: aTrigger({ events: ['user.created'] }) }] },
      { triggers: [{ definition: aTrigger({ events: ['user.lifecycle.create', 'user.*'] }) }] },
      { triggers: [{ definition: aTrigger({ events: ['user.deleted'] }) }] },
    ];
    const found = (...types: string[]): number[] =>
      new TriggerIndex(all).find('auth', types).map(({ workflow }) => all.indexOf(workflow));

    expect(found('user.lifecycle.create', 'user.created')).toEqual([0, 1]);
    expect(found('user.lifecycle.create')).toEqual([1]);
    expect(found()).toEqual([]);
  });

  it('leaves webhook triggers out', () => {
    const hook: CompiledTrigger = { definition: { id: 'h', type: 'webhook', enabled: true, open: true } };

    expect(new TriggerIndex([{ triggers: [hook] }]).find('auth', ['user.created'])).toEqual([]);
  });
});
