import { isDeepStrictEqual } from 'node:util';
import type { Destructive } from './action.js';

/** Whether an action, with this rendered input, takes something away from a user. */
export function isDestructive(
  { destructive }: { readonly destructive?: Destructive },
  input: unknown,
): boolean {
  return destructive === 'always' || (destructive !== undefined && holds(input, destructive));
}

function holds(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) {
    return isDeepStrictEqual(value, wanted);
  }
  return Object.entries(wanted).every(
    ([name, one]) =>
      typeof value === 'object' &&
      value !== null &&
      Object.hasOwn(value, name) &&
      holds((value as Record<string, unknown>)[name], one),
  );
}
