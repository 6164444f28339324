import { InvalidRequest } from '../../errors/errors.js';
import { inferFromExample, inferFromPairs, } from '../../intake/parameters/infer-parameters.js';
import { isParameterType, PARAMETER_TYPES } from '../../workflow/parameters/parameter-type.js';
const GROUPS = ['body', 'query', 'header'];
const MOST_PAIRS = 200;
const MOST_CHARACTERS = 200;
/** `'sample'`, `{ json: ... }` or `{ pairs: [...] }`. Throws InvalidRequest that names every fault. */
export function readOrigin(from, mayBeSample) {
    if (from === 'sample' && mayBeSample) {
        return { kind: 'sample' };
    }
    if (typeof from === 'object' && from !== null) {
        const { json, pairs } = from;
        if (json !== undefined && pairs === undefined) {
            return { kind: 'json', value: json };
        }
        if (Array.isArray(pairs) && json === undefined && pairs.length <= MOST_PAIRS) {
            requirePairs(pairs);
            return { kind: 'pairs', pairs: pairs };
        }
    }
    const message = `must be ${mayBeSample ? "'sample', " : ''}{ json: ... } or { pairs: [...] } of at most ${MOST_PAIRS}`;
    throw new InvalidRequest('the request is not valid', { errors: [{ path: 'from', message }] });
}
export function inferFrom(origin, wholeBody) {
    return origin.kind === 'json'
        ? inferFromExample(origin.value, { wholeBody })
        : inferFromPairs(origin.pairs, { wholeBody });
}
function requirePairs(pairs) {
    const errors = pairs.flatMap((pair, at) => pairFaults(pair, `from.pairs[${at}]`));
    if (errors.length > 0) {
        throw new InvalidRequest('the request is not valid', { errors });
    }
}
function pairFaults(pair, path) {
    if (typeof pair !== 'object' || pair === null) {
        return [{ path, message: 'must be an object' }];
    }
    const { key, type, in: group } = pair;
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
//# sourceMappingURL=sample-origin.js.map