import type { DirectoryUser } from '../directories/directory.js';
import type { Action, TakenAway } from './action.js';

const LISTS = ['roles', 'groups'] as const;

/** What an action, with this rendered input, takes away from its user; null: nothing. */
export function takenAway({ destructive }: Pick<Action, 'destructive'>, input: unknown): TakenAway | null {
  if (destructive === undefined || destructive === 'always') {
    return destructive === undefined ? null : {};
  }
  const set = own(input, 'set');
  if (own(set, 'active') === false) {
    return {};
  }
  const lists = LISTS.flatMap((name) => {
    const list = own(set, name);
    return list === undefined ? [] : [[name, Array.isArray(list) ? list : []]];
  });
  return lists.length === 0 ? null : { allBut: Object.fromEntries(lists) as TakenAway['allBut'] };
}

/**
 * Whether a user has something that is taken away; `allBut` as of `TakenAway`. Of one whom a directory of somebody else
 * alone knows (undefined) it is said where all is: who lists what a user shall have gives, as a rule.
 */
export function hasMore(
  user: DirectoryUser | null | undefined,
  allBut: NonNullable<TakenAway['allBut']>,
): boolean {
  return LISTS.some((name) =>
    user === undefined
      ? allBut[name]?.length === 0
      : user?.[name].some((one) => allBut[name]?.includes(one) === false),
  );
}

function own(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
