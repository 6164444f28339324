import { segmentsOf } from '../pointer.js';
export function compileParameters(definitions) {
    return Object.entries(definitions).map(([name, definition]) => {
        const way = wayTo(definition);
        return { ...definition, name, way, path: [definition.in, ...way].join('.') };
    });
}
function wayTo({ in: group, from, whole }) {
    if (whole) {
        return [];
    }
    if (group === 'body' && from.startsWith('/')) {
        return segmentsOf(from);
    }
    return [group === 'header' ? from.toLowerCase() : from];
}
//# sourceMappingURL=compile-parameters.js.map