import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { valuesOf } from './parsing/fields.js';
import { parseQuery } from './parsing/query.js';

/** Nothing is called that: who names two environments means none of ours. */
const NONE = '';

/** The environment a request asks for with `?environment=`. */
export function environmentOf(url: string): string {
  if (!url.includes('environment=')) {
    return DEFAULT_ENVIRONMENT;
  }
  const named = valuesOf(parseQuery(url), 'environment');
  return named.length === 0 ? DEFAULT_ENVIRONMENT : named.length === 1 ? named[0]! : NONE;
}
