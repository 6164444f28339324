import { describe, expect, it } from 'vitest';
import { GuardedClient } from '../outbound/guarded-client.js';
import { builtInActions } from './built-in-actions.js';
import { isDestructive } from './is-destructive.js';

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
    expect(isDestructive(byType(type), { set: { active: false, email: null } })).toBe(true);
    for (const input of [
      { set: { active: true } },
      { set: {} },
      {},
      null,
      'x',
      { set: null },
      { active: false },
    ]) {
      expect(isDestructive(byType(type), input)).toBe(false);
    }
    expect(isDestructive(byType(type), { set: Object.create({ active: false }) })).toBe(false);
  });
});
