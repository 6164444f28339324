/** The tree of tasks of a document that may not be what it should be. */
import { pointer } from '../pointer.js';
import { rawList, rawMap, rawText } from '../raw.js';
/** Blocks of a document: its tasks, those of a failure, those that always run. */
export const ROOT_BLOCKS = ['tasks', 'errors', 'finally'];
export function blockAt(holder, name, above = '') {
    return rawList(holder[name]).map((task, index) => ({
        task: rawMap(task),
        place: pointer([name, index], above),
    }));
}
/** The blocks directly below a task, in the order they stand. */
export function blocksBelow({ task, place }) {
    switch (rawText(task['type'])) {
        case 'if':
            return [blockAt(task, 'then', place), blockAt(task, 'else', place)];
        case 'switch':
            return [...namedBlocks(task, 'cases', place), blockAt(task, 'defaults', place)];
        case 'parallel':
            return namedBlocks(task, 'branches', place);
        case 'forEach':
            return [blockAt(task, 'tasks', place)];
        case 'wait':
            return [blockAt(task, 'onTimeout', place)];
        case 'approval':
            return [blockAt(task, 'onExpiry', place)];
        default:
            return task['undo'] === undefined
                ? []
                : [[{ task: rawMap(task['undo']), place: pointer(['undo'], place) }]];
    }
}
/** Every task of a block and below it. */
export function* everyTask(block) {
    for (const one of block) {
        yield one;
        for (const below of blocksBelow(one)) {
            yield* everyTask(below);
        }
    }
}
/** Every task of a document. */
export function everyTaskOf(document) {
    return ROOT_BLOCKS.flatMap((name) => [...everyTask(blockAt(document, name))]);
}
function namedBlocks(task, name, place) {
    const blocks = rawMap(task[name]);
    return Object.keys(blocks).map((key) => blockAt(blocks, key, pointer([name], place)));
}
//# sourceMappingURL=raw-tasks.js.map