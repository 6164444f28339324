const BY_TYPE = {
    string: 'example',
    number: 1.5,
    integer: 1,
    boolean: true,
    object: {},
    array: [],
    any: 'example',
};
/** A value for each parameter that its trigger takes: the default, the first allowed, or one of the type. */
export function sampleValues(parameters) {
    const hasMembers = parameters.some(({ in: group, whole }) => group === 'body' && !whole);
    return Object.fromEntries(parameters
        .filter(({ whole }) => !whole || !hasMembers) // the others make up the body
        .map(({ name, default: preset, enum: allowed, type }) => [
        name,
        preset ?? allowed?.[0] ?? BY_TYPE[type],
    ]));
}
//# sourceMappingURL=sample-values.js.map