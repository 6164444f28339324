import { InvalidRequest } from '../../errors/errors.js';
import { isJsonObject } from '../parsing/json.js';
/**
 * The inverse of reading parameters: the request with each value where its parameter is looked for; null is left out. Values
 * need not fit. Throws InvalidRequest that names every parameter there is not, and every place a value does not go to.
 */
export function placeParameters(parameters, values, request = {}) {
    const strangers = Object.keys(values).filter((name) => !parameters.some((one) => one.name === name));
    if (strangers.length > 0) {
        const known = parameters.map(({ name }) => name).join(', ') || 'none';
        const errors = strangers.map((name) => ({
            path: `parameters.${name}`,
            message: `is no parameter of the trigger: it has ${known}`,
        }));
        throw new InvalidRequest('the trigger has no such parameter', { errors });
    }
    return parameters
        .filter(({ name }) => Object.hasOwn(values, name) && values[name] !== null)
        .sort((one, other) => Number(other.whole) - Number(one.whole)) // members go into the whole
        .reduce((placed, parameter) => place(placed, parameter, values[parameter.name]), request);
}
function place(request, parameter, value) {
    const { in: group, way, from } = parameter;
    switch (group) {
        case 'body':
            return { ...request, body: withMember(request.body, way, value, parameter) };
        case 'query':
            return { ...request, query: { ...request.query, [from]: asField(value) } };
        default:
            return { ...request, headers: { ...request.headers, [from]: [asField(value)].flat().join(', ') } };
    }
}
function withMember(root, [step, ...rest], value, parameter) {
    if (step === undefined) {
        return value;
    }
    if (Array.isArray(root) && /^\d+$/.test(step) && Number(step) <= root.length) {
        const items = [...root];
        items[Number(step)] = withMember(items[Number(step)], rest, value, parameter);
        return items;
    }
    if (root !== undefined && root !== null && !isJsonObject(root)) {
        const message = `cannot be put into this body: ${parameter.path} leads through something that has no such member`;
        throw new InvalidRequest('a parameter has no place in the body', {
            errors: [{ path: `parameters.${parameter.name}`, message }],
        });
    }
    const members = root ?? {};
    return {
        ...members,
        [step]: withMember(members[step], rest, value, parameter),
    };
}
/** Text as it is, a list as several, anything else as JSON. */
function asField(value) {
    if (Array.isArray(value)) {
        return value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
    }
    return typeof value === 'string' ? value : JSON.stringify(value);
}
//# sourceMappingURL=place-parameters.js.map