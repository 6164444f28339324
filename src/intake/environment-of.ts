import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { valuesOf } from './parsing/fields.js';
import { parseQuery } from './parsing/query.js';

/** Nothing is called that. */
const NONE = '';

/**
 * The environment a request asks for with `?environment=`: the default when it names none, none when it names several.
 * Where `known` is given and has no other than the default, the parameter is the caller's own, whatever it says: nobody
 * who has no stages means one. Where there are some, a name that is none of them is a mistake, and not the default.
 */
export function environmentOf(url: string, known?: ReadonlySet<string>): string {
  const given = valuesOf(parseQuery(url), 'environment');
  const named = known && !hasOthers(known) ? [] : given;
  return named.length === 0 ? DEFAULT_ENVIRONMENT : named.length === 1 ? named[0]! : NONE;
}

const hasOthers = (known: ReadonlySet<string>): boolean =>
  [...known].some((name) => name !== DEFAULT_ENVIRONMENT);
