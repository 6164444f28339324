import { InvalidParameters } from '../errors/errors.js';

/** Input of a task: rendered, and checked against the action's schema. */
export type ActionInput = Readonly<Record<string, unknown>>;

/** A text member, a number taken as text; undefined when it is missing or null. Throws InvalidParameters for the rest. */
export function findText(input: ActionInput, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'number' || typeof value === 'bigint') {
    return value.toString();
  }
  throw new InvalidParameters(`${name}: must be text`, { member: name });
}

/** A text member that must not be empty; throws InvalidParameters. */
export function requireText(input: ActionInput, name: string): string {
  const value = findText(input, name);
  if (value === undefined || value === '') {
    throw new InvalidParameters(`${name}: must be given`, { member: name });
  }
  return value;
}

/** A member that is an object; undefined when it is missing or null. Throws InvalidParameters for the rest. */
export function findObject(input: ActionInput, name: string): Readonly<Record<string, unknown>> | undefined {
  const value = input[name];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value === 'object' && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new InvalidParameters(`${name}: must be an object`, { member: name });
}
