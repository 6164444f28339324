/** The schema of one parameter's value. */
export function valueSchema({ type, description, default: preset, enum: allowed, }) {
    return {
        ...(type === 'any' ? {} : { type }),
        ...(description === undefined ? {} : { description }),
        ...(preset === undefined ? {} : { default: preset }),
        ...(allowed === undefined ? {} : { enum: allowed }),
    };
}
const newNode = () => ({ schema: {}, members: new Map(), required: new Set() });
/** The schema of a body out of the parameters that are read from it; undefined when there are none. */
export function bodySchema(parameters) {
    const inBody = parameters.filter(({ in: group }) => group === 'body');
    if (inBody.length === 0) {
        return undefined;
    }
    const root = newNode();
    for (const parameter of inBody) {
        addTo(root, parameter.way, parameter);
    }
    return schemaOf(root);
}
function addTo(node, [step, ...rest], parameter) {
    if (step === undefined) {
        node.schema = valueSchema(parameter);
        return;
    }
    if (/^\d+$/.test(step)) {
        return; // of a list, or of a map with such a name: which, nobody said
    }
    const member = node.members.get(step) ?? newNode();
    node.members.set(step, member);
    if (parameter.required) {
        node.required.add(step);
    }
    addTo(member, rest, parameter);
}
function schemaOf({ schema, members, required }) {
    if (members.size === 0) {
        return schema;
    }
    const properties = Object.fromEntries([...members].map(([name, member]) => [name, schemaOf(member)]));
    return {
        ...schema,
        type: 'object',
        properties,
        ...(required.size === 0 ? {} : { required: [...required] }),
    };
}
//# sourceMappingURL=body-schema.js.map