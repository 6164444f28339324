import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { valuesOf } from './parsing/fields.js';
import { parseQuery } from './parsing/query.js';
/** Nothing is called that. */
const NONE = '';
/** The environment a request asks for with `?environment=`: the default when it names none, none when it names several. */
export function environmentOf(url) {
    const named = valuesOf(parseQuery(url), 'environment');
    return named.length === 0 ? DEFAULT_ENVIRONMENT : named.length === 1 ? named[0] : NONE;
}
//# sourceMappingURL=environment-of.js.map