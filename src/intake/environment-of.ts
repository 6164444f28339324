import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { valuesOf } from './parsing/fields.js';
import { parseQuery } from './parsing/query.js';

/** Nothing is called that. */
const NONE = '';

/**
 * The environment a request asks for with `?environment=`: the default when it names none, none when it names several.
 * Where `known` is given the parameter may be the caller's own: what is the name of none of them asks for nothing.
 */
export function environmentOf(url: string, known?: ReadonlySet<string>): string {
  const given = valuesOf(parseQuery(url), 'environment');
  const named = known && !given.some((name) => known.has(name)) ? [] : given;
  return named.length === 0 ? DEFAULT_ENVIRONMENT : named.length === 1 ? named[0]! : NONE;
}
