import { faultOfFrom } from '../../workflow/parameters/check-parameters.js';
import { MAX_FROM_LENGTH, MAX_PARAMETERS } from '../../workflow/parameters/parameter-schema.js';
import { pointer } from '../../workflow/pointer.js';
import { isJsonObject } from '../parsing/json.js';
import { ParameterNames } from './parameter-names.js';
import { shortened, ShownValues } from './shown-value.js';
/** Headers of clients, proxies and the protocol itself: they say how a request travelled. */
const OF_TRANSPORT = new RegExp(`^(?:${[
    'accept(?:-.+)?|age|baggage|b3|cache-control|cdn-.+|cf-.+|connection|content-.+|date|dnt|expect|fly-.+|forwarded',
    'host|if-.+|keep-alive|max-forwards|origin|pragma|priority|proxy-.+|range|referer|sec-.+|signet-cause|te|traceparent|tracestate',
    'trailer|transfer-encoding|true-client-ip|upgrade(?:-.+)?|user-agent|via|warning|x-amz.*|x-b3-.+|x-cloud-trace-.+',
    'x-envoy-.+|x-forwarded-.+|x-real-ip|x-request-id|x-request-start',
].join('|')})$`, 'i');
/** One parameter for each top-level member of the body, query parameter and header of the sender's own. None is required. */
export function inferFromRequest(request, options = {}) {
    const body = isJsonObject(request.body) ? Object.entries(request.body) : [];
    const headers = Object.entries(request.headers).filter(([name]) => !OF_TRANSPORT.test(name));
    const members = [
        ...body.map(([key, value]) => memberOf('body', key, value)),
        ...Object.entries(request.query).map(([key, value]) => memberOf('query', key, value)),
        ...headers.map(([key, value]) => memberOf('header', key, value)),
    ];
    return inferFrom(members, options.wholeBody ? { value: request.body } : undefined);
}
/** As of a request with this JSON as its body. */
export function inferFromExample(example, options = {}) {
    return inferFromRequest({ body: example, query: {}, headers: {}, isForm: false }, options);
}
/** Of a key that comes several times in one group the last pair counts. */
export function inferFromPairs(pairs, options = {}) {
    const members = new Map();
    for (const { key, value = '', type = typeOf(value), in: group = 'body' } of pairs) {
        members.set(`${group}.${key}`, { in: group, key, type, value });
    }
    return inferFrom([...members.values()], options.wholeBody ? { value: undefined } : undefined);
}
function memberOf(group, key, value) {
    return { in: group, key, type: typeOf(value), value };
}
/** Numbers are `number`, also whole ones: the next may have a fraction. What is null may be anything. */
function typeOf(value) {
    if (Array.isArray(value)) {
        return 'array';
    }
    switch (typeof value) {
        case 'string':
        case 'boolean':
            return typeof value;
        case 'number':
            return Number.isFinite(value) ? 'number' : 'any';
        default:
            return isJsonObject(value) ? 'object' : 'any';
    }
}
function inferFrom(members, whole) {
    const names = new ParameterNames();
    const shown = new ShownValues();
    const parameters = [];
    const values = [];
    const leftOut = [];
    const room = MAX_PARAMETERS - (whole ? 1 : 0);
    for (const member of members) {
        if (parameters.length < room && isUsable(member)) {
            const name = names.nameOf(member.key);
            parameters.push([name, written(member, name)]);
            const beside = members.filter((one) => one.in === member.in).map(({ key }) => key);
            values.push([name, shown.copyOf(member.value, member.key, beside)]);
        }
        else if (leftOut.length < MAX_PARAMETERS) {
            leftOut.push(shortened(`${member.in}.${member.key}`));
        }
    }
    if (whole) {
        const name = names.nameOf('body');
        parameters.push([name, { type: typeOf(whole.value), whole: true }]);
        values.push([name, shown.copyOf(whole.value ?? null, '')]);
    }
    return { parameters: Object.fromEntries(parameters), values: Object.fromEntries(values), leftOut };
}
/** No text that a document or Postgres could not hold, and nothing that the language refuses. */
function isUsable(member) {
    const { in: group, key } = member;
    const from = fromOf(member);
    const isText = !/[\p{Cc}\p{Cs}]/u.test(key) && key !== '__proto__' && from.length <= MAX_FROM_LENGTH;
    return isText && (group === 'body' || key !== '') && faultOfFrom({ in: group, from }) === undefined;
}
/** A name that would read as a pointer, or as nothing, is written as one. */
function fromOf({ in: group, key }) {
    return group === 'body' && (key === '' || key.startsWith('/')) ? pointer([key]) : key;
}
function written(member, name) {
    const { in: group, type } = member;
    const from = fromOf(member);
    if (group === 'body') {
        return from === name ? type : { type, from };
    }
    return { type, in: group, ...(from === name ? {} : { from }) };
}
//# sourceMappingURL=infer-parameters.js.map