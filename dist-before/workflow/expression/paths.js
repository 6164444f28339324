import { isRoot } from './scope.js';
/** The longest static member chains that start at a root of the scope: `['tasks', 'profile', 'output']`. */
export function collectPaths(node) {
    const chain = staticChain(node);
    if (chain) {
        return [chain];
    }
    return children(node).flatMap((child) => collectPaths(child));
}
/** The segments of a chain of literal members, undefined when it is computed or starts elsewhere. */
function staticChain(node) {
    switch (node.op) {
        case 'id':
            return isRoot(node.args) ? [node.args] : undefined;
        case '.':
        case '.?':
            return extend(node.args[0], node.args[1]);
        case '[]':
        case '[?]': {
            const index = node.args[1];
            return index.op === 'value' && typeof index.args === 'string'
                ? extend(node.args[0], index.args)
                : undefined;
        }
        default:
            return undefined;
    }
}
function extend(parent, segment) {
    const chain = staticChain(parent);
    chain?.push(segment);
    return chain;
}
function children(node) {
    switch (node.op) {
        case 'value':
        case 'id':
            return [];
        case '.':
        case '.?':
            return [node.args[0]];
        case 'call':
            return node.args[1];
        case 'rcall':
            return [node.args[1], ...node.args[2]];
        case 'map':
            return node.args.flat();
        case '!_':
        case '-_':
            return [node.args];
        default:
            return node.args;
    }
}
//# sourceMappingURL=paths.js.map