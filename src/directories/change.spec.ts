import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { InvalidParameters, SubjectNotFound } from '../errors/errors.js';
import { applyChange } from './change.js';
import type { DirectoryChange, DirectoryUser } from './directory.js';

const ada: DirectoryUser = {
  id: 'u1',
  userName: 'ada',
  email: 'ada@example.com',
  active: true,
  roles: ['admin', 'staff'],
  groups: ['g1'],
  attributes: { department: 'maths', address: { city: 'London' } },
};

const update = (set: Record<string, unknown>): DirectoryChange => ({ kind: 'user.update', user: 'u1', set });

describe('applyChange on a known user', () => {
  it('updates members and attributes, and says from what to what', () => {
    const result = applyChange(ada, update({ email: 'a@b.c', department: null, level: 3 }));
    expect(result.changed).toBe(true);
    expect(result.user).toEqual({
      ...ada,
      email: 'a@b.c',
      attributes: { address: { city: 'London' }, level: 3 },
    });
    expect(result.difference).toEqual({
      email: { from: 'ada@example.com', to: 'a@b.c' },
      department: { from: 'maths', to: null },
      level: { from: null, to: 3 },
    });
  });

  it.each<[string, DirectoryChange]>([
    ['the same values', update({ userName: 'ada', active: true, address: { city: 'London' } })],
    ['the same roles in another order, twice', update({ roles: ['staff', 'admin', 'staff'] })],
    ['removal of what is not there', update({ displayName: null, nickname: null, title: undefined })],
    ['its own id', update({ id: 'u1' })],
    ['creation of an equal user', { kind: 'user.create', user: 'u1', set: { userName: 'ada' } }],
    ['reading', { kind: 'user.get', user: 'u1' }],
    ['enabling the enabled', { kind: 'user.enable', user: 'u1' }],
    ['a role it has', { kind: 'role.assign', user: 'u1', role: 'admin' }],
    ['removal of a role it has not', { kind: 'role.remove', user: 'u1', role: 'owner' }],
    ['a group it is in', { kind: 'group.add', user: 'u1', group: 'g1' }],
    ['removal from a group it is not in', { kind: 'group.remove', user: 'u1', group: 'g2' }],
  ])('is not changed by %s', (_, change) => {
    expect(applyChange(ada, change)).toEqual({ changed: false, user: ada, difference: {} });
  });

  it.each<[DirectoryChange, Partial<DirectoryUser>]>([
    [{ kind: 'user.disable', user: 'u1' }, { active: false }],
    [{ kind: 'role.assign', user: 'u1', role: 'owner' }, { roles: ['admin', 'staff', 'owner'] }],
    [{ kind: 'role.remove', user: 'u1', role: 'admin' }, { roles: ['staff'] }],
    [{ kind: 'group.add', user: 'u1', group: 'g2' }, { groups: ['g1', 'g2'] }],
    [{ kind: 'group.remove', user: 'u1', group: 'g1' }, { groups: [] }],
    [{ kind: 'user.create', user: 'u1', set: { userName: 'lovelace' } }, { userName: 'lovelace' }],
    [update({ attributes: null }), { attributes: {} }],
    [update({ attributes: null, level: 1 }), { attributes: { level: 1 } }],
    [update({ userName: 42 }), { userName: '42' }],
  ])('applies %j', (change, expected) => {
    const result = applyChange(ada, change);
    expect(result.user).toEqual({ ...ada, ...expected });
    expect(Object.keys(result.difference)).not.toEqual([]);
  });

  it('is deleted, and says so', () => {
    expect(applyChange(ada, { kind: 'user.delete', user: 'u1' })).toEqual({
      changed: true,
      user: null,
      difference: { id: { from: 'u1', to: null } },
    });
  });

  it.each([
    [{ id: 'other' }],
    [{ active: 'yes' }],
    [{ active: null }],
    [{ roles: 'admin' }],
    [{ roles: [1] }],
    [{ email: {} }],
    [{ attributes: [] }],
    [{ attributes: { email: 'x' } }],
    [{ note: 'a\u0000b' }],
    [{ note: '\ud800' }],
    [{ note: Number.NaN }],
    [{ ['n'.repeat(513)]: 1 }],
  ])('refuses %j', (set) => {
    expect(() => applyChange(ada, update(set))).toThrow(InvalidParameters);
  });

  it('keeps a key named like a prototype as plain data', () => {
    const set = JSON.parse('{"__proto__": {"active": false}, "constructor": "x"}') as Record<string, unknown>;
    const { user } = applyChange(ada, update(set));
    expect(Object.keys(user!.attributes)).toEqual(['department', 'address', '__proto__', 'constructor']);
    expect(Object.getPrototypeOf(user!.attributes)).toBe(Object.prototype);
  });
});

describe('applyChange on an unknown user', () => {
  it('creates, with what is not given at its default', () => {
    const result = applyChange(null, {
      kind: 'user.create',
      user: 'u2',
      set: { email: 'x@y.z', plan: 'pro' },
    });
    expect(result.user).toEqual({
      id: 'u2',
      email: 'x@y.z',
      active: true,
      roles: [],
      groups: [],
      attributes: { plan: 'pro' },
    });
    expect(result.difference).toEqual({
      id: { from: null, to: 'u2' },
      active: { from: null, to: true },
      email: { from: null, to: 'x@y.z' },
      plan: { from: null, to: 'pro' },
    });
  });

  it('has nothing to delete', () => {
    const result = applyChange(null, { kind: 'user.delete', user: 'u2' });
    expect(result).toEqual({ changed: false, user: null, difference: {} });
  });

  it.each<DirectoryChange>([
    { kind: 'user.get', user: 'u2' },
    { kind: 'user.update', user: 'u2', set: {} },
    { kind: 'user.disable', user: 'u2' },
    { kind: 'user.enable', user: 'u2' },
    { kind: 'role.assign', user: 'u2', role: 'r' },
    { kind: 'role.remove', user: 'u2', role: 'r' },
    { kind: 'group.add', user: 'u2', group: 'g' },
    { kind: 'group.remove', user: 'u2', group: 'g' },
  ])('refuses $kind', (change) => {
    expect(() => applyChange(null, change)).toThrow(SubjectNotFound);
  });

  it.each(['', 'x'.repeat(513), 'a\u0000b'])('does not create a user whose id no table holds', (user) => {
    expect(() => applyChange(null, { kind: 'user.create', user, set: {} })).toThrow(InvalidParameters);
  });
});

const name = fc.constantFrom('a', 'b', 'c', 'd');
const set = fc.record(
  {
    userName: fc.option(name),
    active: fc.boolean(),
    roles: fc.option(fc.array(name)),
    groups: fc.array(name),
    level: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null), fc.constant(-0)),
    address: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const change: fc.Arbitrary<DirectoryChange> = fc.oneof(
  fc.record({ kind: fc.constantFrom('user.create', 'user.update'), user: fc.constant('u1'), set }),
  fc.record({ kind: fc.constantFrom('role.assign', 'role.remove'), user: fc.constant('u1'), role: name }),
  fc.record({ kind: fc.constantFrom('group.add', 'group.remove'), user: fc.constant('u1'), group: name }),
  fc.record({
    kind: fc.constantFrom('user.get', 'user.enable', 'user.disable', 'user.delete'),
    user: fc.constant('u1'),
  }),
) as fc.Arbitrary<DirectoryChange>;

function play(changes: readonly DirectoryChange[]): DirectoryUser | null {
  let user: DirectoryUser | null = ada;
  for (const one of changes) {
    user = user === null && one.kind !== 'user.create' ? null : applyChange(user, one).user;
  }
  return user;
}

describe('any change of any user', () => {
  it('changes nothing the second time, also after a trip through JSON', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), change, (before, last) => {
        const user = play(before);
        fc.pre(user !== null || last.kind === 'user.create' || last.kind === 'user.delete');
        const once = applyChange(user, last);
        const stored = JSON.parse(JSON.stringify(once.user)) as DirectoryUser | null;
        expect(applyChange(stored, last)).toEqual({ changed: false, user: stored, difference: {} });
      }),
    );
  });

  it('has an empty difference exactly when it changed nothing', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), change, (before, last) => {
        const user = play(before);
        fc.pre(user !== null || last.kind === 'user.create');
        const result = applyChange(user, last);
        expect(Object.keys(result.difference).length > 0).toBe(result.changed);
        expect(result.changed || result.user === user).toBe(true);
      }),
    );
  });
});
