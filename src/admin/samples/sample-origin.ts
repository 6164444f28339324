import { InvalidRequest } from '../../errors/errors.js';
import {
  inferFromExample,
  inferFromPairs,
  type InferredParameters,
  type KeyValuePair,
} from '../../intake/parameters/infer-parameters.js';
import { isParameterType, PARAMETER_TYPES } from '../../workflow/parameters/parameter-type.js';

/** Where parameters are to come from, as a caller says it. */
export type SampleOrigin =
  | { readonly kind: 'sample' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'pairs'; readonly pairs: readonly KeyValuePair[] };

const GROUPS: readonly unknown[] = ['body', 'query', 'header'];
const MOST_PAIRS = 200;
const MOST_CHARACTERS = 200;

/** `'sample'`, `{ json: ... }` or `{ pairs: [...] }`. Throws InvalidRequest that names every fault. */
export function readOrigin(from: unknown, mayBeSample: boolean): SampleOrigin {
  if (from === 'sample' && mayBeSample) {
    return { kind: 'sample' };
  }
  if (typeof from === 'object' && from !== null) {
    const { json, pairs } = from as { json?: unknown; pairs?: unknown };
    if (json !== undefined && pairs === undefined) {
      return { kind: 'json', value: json };
    }
    if (Array.isArray(pairs) && json === undefined && pairs.length <= MOST_PAIRS) {
      requirePairs(pairs);
      return { kind: 'pairs', pairs: pairs as KeyValuePair[] };
    }
  }
  const message = `must be ${mayBeSample ? "'sample', " : ''}{ json: ... } or { pairs: [...] } of at most ${MOST_PAIRS}`;
  throw new InvalidRequest('the request is not valid', { errors: [{ path: 'from', message }] });
}

export function inferFrom(
  origin: Exclude<SampleOrigin, { kind: 'sample' }>,
  wholeBody: boolean,
): InferredParameters {
  return origin.kind === 'json'
    ? inferFromExample(origin.value, { wholeBody })
    : inferFromPairs(origin.pairs, { wholeBody });
}

function requirePairs(pairs: readonly unknown[]): void {
  const errors = pairs.flatMap((pair, at) => pairFaults(pair, `from.pairs[${at}]`));
  if (errors.length > 0) {
    throw new InvalidRequest('the request is not valid', { errors });
  }
}

function pairFaults(pair: unknown, path: string): { path: string; message: string }[] {
  if (typeof pair !== 'object' || pair === null) {
    return [{ path, message: 'must be an object' }];
  }
  const { key, type, in: group } = pair as Record<string, unknown>;
  const isKey = typeof key === 'string' && key !== '' && key.length <= MOST_CHARACTERS;
  return [
    ...(isKey
      ? []
      : [{ path: `${path}.key`, message: `must be text of 1 to ${MOST_CHARACTERS} characters` }]),
    ...(type === undefined || isParameterType(type)
      ? []
      : [{ path: `${path}.type`, message: `must be one of ${PARAMETER_TYPES.join(', ')}` }]),
    ...(group === undefined || GROUPS.includes(group)
      ? []
      : [{ path: `${path}.in`, message: 'must be one of body, query, header' }]),
  ];
}
