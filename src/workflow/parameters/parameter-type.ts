import { isDeepStrictEqual } from 'node:util';

import type { ParameterType } from './parameter.js';

/** How each type is told to people. */
const IN_WORDS: Readonly<Record<ParameterType, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'a boolean',
  object: 'an object',
  array: 'an array',
  any: 'a value that is not null',
};

export const PARAMETER_TYPES = Object.keys(IN_WORDS) as readonly ParameterType[];

/** `an integer`, for sentences that begin with "must be". */
export function typeInWords(type: ParameterType): string {
  return IN_WORDS[type];
}

export function isParameterType(type: unknown): type is ParameterType {
  return typeof type === 'string' && Object.hasOwn(IN_WORDS, type);
}

/** Whether a JSON value is of the type. Null is of none: it stands for what is not there. Integers are those a double holds exactly. */
export function fits(type: ParameterType, value: unknown): boolean {
  switch (type) {
    case 'any':
      return value !== null && value !== undefined;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

/** Whether a JSON value is one of those listed. */
export function isOneOf(value: unknown, allowed: readonly unknown[]): boolean {
  return allowed.some((one) => one === value || isDeepStrictEqual(one, value));
}
