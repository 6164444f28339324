/** SCIM attributes as flat names: `title`, `name.givenName`, `urn:...:User:department` (RFC 7644, section 3.10). Pure. */
import { InvalidParameters } from '../../errors/errors.js';
/** `attrPath` of RFC 7644, figure 1: nothing in it can break out of a PATCH path. */
const ATTRIBUTE_PATH = /^(urn:[\w.:-]+:)?[A-Za-z$][\w$-]*(\.[A-Za-z$][\w$-]*)?$/;
const SCHEMA_URN = /^urn:/i;
/** Attributes of a resource by flat name. Lists stay whole; an object under a URN is a schema extension. */
export function flatten(resource) {
    return Object.entries(resource).flatMap(([name, value]) => flattenOne(name, value));
}
/** The opposite: nested objects, extensions under their schema. */
export function unflatten(attributes) {
    const resource = {};
    for (const [path, value] of Object.entries(attributes)) {
        const steps = stepsOf(path);
        const last = steps.pop();
        let target = resource;
        for (const step of steps) {
            target[step] ??= {};
            target = target[step];
        }
        target[last] = value;
    }
    return resource;
}
/** Throws InvalidParameters unless it is a flat name. */
export function verifyAttributePath(path) {
    if (!ATTRIBUTE_PATH.test(path)) {
        throw new InvalidParameters(`set.${path}: is not the name of a SCIM attribute`, { member: path });
    }
}
/** Schema extensions that flat names belong to. */
export function extensionsOf(paths) {
    const urns = paths
        .filter((path) => SCHEMA_URN.test(path))
        .map((path) => path.slice(0, path.lastIndexOf(':')));
    return [...new Set(urns)];
}
/** A text as the value of a filter (RFC 7644, section 3.4.2.2: JSON). */
export function quote(value) {
    return JSON.stringify(value);
}
function flattenOne(name, value) {
    if (!isComplex(value)) {
        return [[name, value]];
    }
    if (!SCHEMA_URN.test(name)) {
        return flattenInner(`${name}.`, value);
    }
    return Object.entries(value).flatMap(([inner, one]) => isComplex(one) ? flattenInner(`${name}:${inner}.`, one) : [[`${name}:${inner}`, one]]);
}
function flattenInner(prefix, value) {
    return Object.entries(value).map(([inner, one]) => [`${prefix}${inner}`, one]);
}
function isComplex(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}
function stepsOf(path) {
    const colon = path.lastIndexOf(':');
    const attribute = path.slice(colon + 1).split('.');
    return colon === -1 ? attribute : [path.slice(0, colon), ...attribute];
}
//# sourceMappingURL=attribute-path.js.map