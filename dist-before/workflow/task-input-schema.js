/** Where the schema of a template string stands in the published schema. */
export const TEMPLATE_REF = '#/$defs/template';
/** A keyword whose presence means that not every string is allowed. */
const NARROWS_STRINGS = ['enum', 'const', 'pattern', 'format', 'minLength', 'maxLength', 'not', '$ref'];
/**
 * Schema of a whole task of one type: what every task has, and its input, where a template string may stand for any value.
 * Throws Error when the type's input schema is not that of an object, or refers to other schemas.
 */
export function taskSchema(task, every) {
    const { input } = task;
    if (input['type'] !== 'object' || JSON.stringify(input).includes('"$ref"')) {
        throw new Error(`task type ${task.type}: its input schema must be of an object, without $ref`);
    }
    const open = openToTemplates(input);
    const required = Array.isArray(input['required']) ? input['required'] : [];
    return {
        additionalProperties: false,
        ...open,
        description: task.description,
        properties: { ...open['properties'], ...every },
        required: ['id', 'type', ...required.filter((name) => name !== 'id' && name !== 'type')],
    };
}
/** The same schema, with a template string allowed in place of every value below it that could not be just any string. */
function openToTemplates(schema) {
    const result = { ...schema };
    if (isSchema(schema['properties'])) {
        const entries = Object.entries(schema['properties']).map(([name, one]) => [name, orTemplate(one)]);
        result['properties'] = Object.fromEntries(entries);
    }
    for (const keyword of ['items', 'additionalProperties']) {
        if (isSchema(schema[keyword])) {
            result[keyword] = orTemplate(schema[keyword]);
        }
    }
    for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
        const branches = schema[keyword];
        if (Array.isArray(branches)) {
            result[keyword] = branches.map((branch) => openToTemplates(branch));
        }
    }
    return result;
}
function orTemplate(schema) {
    if (!isSchema(schema) || takesAnyString(schema)) {
        return schema;
    }
    const { description, ...rest } = openToTemplates(schema);
    const said = description === undefined ? {} : { description };
    const meant = Array.isArray(rest['anyOf']) ? { ...said, ...rest } : rest; // what is told of a choice that fails
    return { ...said, anyOf: [meant, { $ref: TEMPLATE_REF }] };
}
function takesAnyString(schema) {
    const { type } = schema;
    const isNarrow = NARROWS_STRINGS.some((keyword) => Object.hasOwn(schema, keyword));
    const isCombined = ['anyOf', 'oneOf', 'allOf'].some((keyword) => Object.hasOwn(schema, keyword));
    const isString = type === undefined ? !isCombined : [type].flat().includes('string');
    return isString && !isNarrow;
}
function isSchema(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
//# sourceMappingURL=task-input-schema.js.map