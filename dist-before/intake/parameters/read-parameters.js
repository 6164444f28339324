import { fits, isOneOf, typeInWords } from '../../workflow/parameters/parameter-type.js';
import { parseJsonText } from '../parsing/json.js';
import { memberOf } from '../verification/pointer.js';
/** Longest text that is read as JSON, in UTF-16 units; so many values cannot come out of a field. */
const MAX_JSON_LENGTH = 65_536;
const MOST_LISTED = 12;
/** RFC 8259 section 6. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/**
 * Values of a trigger's parameters by name, or every fault of the request at once, in the order of the parameters. What is missing, or
 * null, is its default, else not among the values. Values of a JSON body are taken as they are and only text is turned into what
 * the type asks for, strictly; own members are read only. Never throws.
 */
export function readParameters(parameters, request) {
    const values = [];
    const faults = [];
    for (const parameter of parameters) {
        const { name } = parameter;
        const sent = find(parameter, request);
        const value = isMissing(sent) ? parameter.default : valueOf(sent, parameter, request);
        const fault = faultOf(parameter, sent, value);
        if (fault) {
            faults.push({ name, in: parameter.in, path: parameter.path, ...fault });
        }
        else if (value !== undefined) {
            values.push([name, value]);
        }
    }
    return faults.length > 0 ? { ok: false, faults } : { ok: true, values: Object.fromEntries(values) };
}
function isMissing(sent) {
    return sent === undefined || sent === null;
}
function find({ in: group, way }, { body, query, headers }) {
    const root = group === 'body' ? body : group === 'query' ? query : headers;
    return way.reduce(memberOf, root);
}
function valueOf(sent, { in: group, type, whole }, { isForm }) {
    const isField = typeof sent === 'string' || Array.isArray(sent);
    return isField && (group !== 'body' || (isForm && !whole)) ? fromField(sent, type) : sent;
}
/** The value that the text of a field stands for, a list when its name came several times; undefined when it stands for none of the type. */
function fromField(sent, type) {
    if (type === 'any') {
        return sent;
    }
    if (typeof sent !== 'string') {
        return type === 'array' ? sent : undefined;
    }
    switch (type) {
        case 'number':
        case 'integer':
            return JSON_NUMBER.test(sent) ? Number(sent) : undefined;
        case 'boolean':
            return sent === 'true' || (sent === 'false' ? false : undefined);
        case 'object':
            return fromJson(sent);
        case 'array':
            return sent.startsWith('[') ? fromJson(sent) : [sent];
        default:
            return sent;
    }
}
function fromJson(text) {
    const parsed = text.length <= MAX_JSON_LENGTH ? parseJsonText(text) : undefined;
    return parsed?.ok ? parsed.value : undefined;
}
function faultOf({ name, required, type, enum: allowed }, sent, value) {
    if (isMissing(sent)) {
        return required ? { code: 'missing', message: `${name} is required` } : undefined;
    }
    if (!fits(type, value)) {
        return { code: 'type', message: `${name} must be ${typeInWords(type)}` };
    }
    if (allowed && !isOneOf(value, allowed)) {
        return { code: 'enum', message: `${name} must be one of ${listOf(allowed)}` };
    }
    return undefined;
}
function listOf(allowed) {
    const texts = allowed.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
    return (texts.length > MOST_LISTED ? [...texts.slice(0, MOST_LISTED), '...'] : texts).join(', ');
}
//# sourceMappingURL=read-parameters.js.map