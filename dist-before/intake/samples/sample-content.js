import { parameterDefinition } from '../../workflow/parameters/parameter-definition.js';
import { isJsonObject } from '../parsing/json.js';
import { inferFromRequest } from '../parameters/infer-parameters.js';
/** Values that take more than this are not kept. */
const MOST_CHARACTERS = 65_536;
const REDACTED = '[redacted]';
/** `proofs` are names, in lower case, of what proves the sender: nothing that is called so is kept. */
export function sampleContent(method, request, proofs) {
    const { parameters, values, leftOut } = inferFromRequest({
        ...request,
        query: without(request.query, proofs),
        headers: without(request.headers, proofs),
        body: redacted(request.body, proofs),
    }, { wholeBody: true });
    const isLarge = JSON.stringify(values).length > MOST_CHARACTERS;
    return { method, parameters, values: isLarge ? {} : values, leftOut };
}
/** The parameters of a sample by where they stood. */
export function sampleGroups({ parameters, values, }) {
    const groups = { body: [], query: [], header: [] };
    for (const [name, written] of Object.entries(parameters)) {
        const { type, in: group, from, whole } = parameterDefinition(name, written);
        const value = Object.hasOwn(values, name) ? { value: values[name] } : {};
        groups[group].push({ name, type, from, ...(whole && { whole }), ...value });
    }
    return groups;
}
function without(record, names) {
    return Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name.toLowerCase())));
}
function redacted(value, names) {
    if (Array.isArray(value)) {
        return value.map((one) => redacted(one, names));
    }
    if (!isJsonObject(value)) {
        return value;
    }
    const members = Object.entries(value).map(([name, one]) => [
        name,
        names.has(name.toLowerCase()) ? REDACTED : redacted(one, names),
    ]);
    return Object.fromEntries(members);
}
//# sourceMappingURL=sample-content.js.map