import { describe, expect, it } from 'vitest';
import { GuardedClient } from '../outbound/guarded-client.js';
import { builtInActions } from './built-in-actions.js';
import { hasMore, takenAway } from './taken-away.js';

const ACTIONS = builtInActions(new GuardedClient({ allow: [] }));
const byType = (type: string) => ACTIONS.find((action) => action.type === type)!;

describe('an action that takes something away', () => {
  it('says so itself', () => {
    const always = ACTIONS.filter(({ destructive }) => destructive === 'always').map(({ type }) => type);
    expect(always.toSorted()).toEqual(['group.remove', 'role.remove', 'user.delete', 'user.disable']);
    const never = ACTIONS.filter(({ destructive }) => destructive === undefined);
    expect(never.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['user.enable', 'role.assign', 'audit.log']),
    );
  });

  it.each(['user.update', 'user.create'])('may be %s, by what it sets', (type) => {
    expect(takenAway(byType(type), { set: { active: false, email: null, roles: ['a'] } })).toEqual({});
    for (const input of [
      { set: { active: true } },
      { set: {} },
      {},
      null,
      'x',
      { set: null },
      { active: false },
    ]) {
      expect(takenAway(byType(type), input)).toBeNull();
    }
    expect(takenAway(byType(type), { set: Object.create({ active: false, roles: [] }) })).toBeNull();
  });

  it.each<[object, object]>([
    [{ roles: [] }, { roles: [] }],
    [{ roles: null, active: true }, { roles: [] }],
    [
      { roles: ['a'], groups: ['b', 'c'] },
      { roles: ['a'], groups: ['b', 'c'] },
    ],
  ])('by setting %j takes all but %j', (set, allBut) => {
    expect(takenAway(byType('user.update'), { set })).toEqual({ allBut });
    expect(takenAway(byType('user.create'), { set })).toEqual({ allBut });
    expect(takenAway(byType('role.assign'), { set })).toBeNull();
  });

  it('which is nothing of a user who has no others, or is not there', () => {
    const user = { id: 'u', active: true, roles: ['a', 'b'], groups: ['c'], attributes: {} };
    const none = [{ roles: ['b', 'a', 'x'] }, { groups: ['c'] }, { roles: ['a', 'b'], groups: ['c'] }, {}];
    const some = [{ roles: ['a'] }, { groups: [] }, { roles: ['a', 'b'], groups: ['x'] }];

    expect(none.filter((allBut) => hasMore(user, allBut))).toEqual([]);
    expect(some.filter((allBut) => hasMore(user, allBut))).toEqual(some);
    expect(hasMore(null, { roles: [] })).toBe(false);
  });

  it('which is known of a user in a directory of somebody else where all is taken', () => {
    expect(hasMore(undefined, { roles: ['a'] })).toBe(false);
    expect(hasMore(undefined, { roles: ['a'], groups: [] })).toBe(true);
  });
});
