import { FORBIDDEN_NAME } from './json.js';

/** Names with values in the order they came; a name may come more than once. */
export type Fields = readonly (readonly [string, string])[];

/** One value is a string, a repeated name is a list, in the order received. */
export type FieldRecord = Record<string, string | string[]>;

/** Every value of `name`, in order. */
export function valuesOf(fields: Fields, name: string): string[] {
  return fields.filter(([each]) => each === name).map(([, value]) => value);
}

/** Folds repeated names into lists. A field named `__proto__` is dropped. */
export function toRecord<T = string>(fields: readonly (readonly [string, T])[]): Record<string, T | T[]> {
  const folded = new Map<string, T | T[]>();
  for (const [name, value] of fields) {
    if (name === FORBIDDEN_NAME) {
      continue;
    }
    const known = folded.get(name);
    if (known === undefined) {
      folded.set(name, value);
    } else if (Array.isArray(known)) {
      known.push(value);
    } else {
      folded.set(name, [known, value]);
    }
  }
  return Object.fromEntries(folded);
}
