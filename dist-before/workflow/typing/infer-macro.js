import { ANY, BOOL, either, listOf, mayBe, OPTIONAL, STRING } from './type.js';
/** The type of a macro that is called on a value; undefined when `node` is an ordinary method. */
export function inferMacro(node, inference) {
    const [name, receiver, args] = node.args;
    if (name === 'bind' && args.length === 3) {
        return inference.with(args[0], inference.of(args[1]), () => inference.of(args[2]));
    }
    if (name === 'or' || name === 'orValue') {
        inference.need(receiver, ['optional'], `${name}()`);
        const otherwise = inference.of(args[0]);
        return name === 'or' ? OPTIONAL : either(ANY, otherwise);
    }
    if (!['map', 'filter', 'all', 'exists', 'exists_one'].includes(name)) {
        return undefined;
    }
    const range = inference.need(receiver, ['list', 'map'], `${name}()`);
    const entry = entryOf(range);
    return inference.with(args[0], entry, () => {
        const body = args.slice(1);
        if (name === 'map') {
            body.slice(0, -1).forEach((condition) => inference.need(condition, ['bool'], 'map()'));
            return listOf(inference.of(body.at(-1)));
        }
        body.forEach((condition) => inference.need(condition, ['bool'], `${name}()`));
        return name === 'filter' ? listOf(entry) : BOOL;
    });
}
/** Entries of a list, keys of a map. */
function entryOf(range) {
    if (range.kinds.length === 0) {
        return ANY;
    }
    return mayBe(range, 'map') ? (mayBe(range, 'list') ? ANY : STRING) : (range.entry ?? ANY);
}
//# sourceMappingURL=infer-macro.js.map