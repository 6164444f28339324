import { isDeepStrictEqual } from 'node:util';
import { placedTasks, placeText } from './placed-tasks.js';
import { taskProperties, triggerProperties, workflowProperties } from './properties.js';
/**
 * What the second document says otherwise than the first, by meaning: how they are written, and the order of members, is no
 * difference. Without a first everything is added.
 */
export function diffDocuments(before, after) {
    const self = before ? workflowProperties(before) : new Map();
    return [
        ...changesOf({ part: 'workflow', id: null }, self, workflowProperties(after)),
        ...diffTriggers(before, after),
        ...diffTasks(before ? placedTasks(before) : new Map(), placedTasks(after)),
    ];
}
function diffTriggers(before, { triggers }) {
    const old = new Map((before?.triggers ?? []).map((trigger) => [trigger.id, trigger]));
    const kept = new Set(triggers.map(({ id }) => id));
    return [
        ...triggers.flatMap((trigger) => {
            const { id, type } = trigger;
            const known = old.get(id);
            return known
                ? changesOf({ part: 'trigger', id }, triggerProperties(known), triggerProperties(trigger))
                : [{ kind: 'added', part: 'trigger', id, after: type }];
        }),
        ...[...old.values()]
            .filter(({ id }) => !kept.has(id))
            .map(({ id, type }) => ({ kind: 'removed', part: 'trigger', id, before: type })),
    ];
}
function diffTasks(before, after) {
    const stayed = unmoved(before, after);
    const gone = [...before].filter(([id]) => !after.has(id));
    return [
        ...[...after].flatMap(([id, placed]) => {
            const part = { part: 'task', id };
            const known = before.get(id);
            if (!known) {
                return [{ kind: 'added', ...part, after: inPlace(placed) }];
            }
            const move = { kind: 'moved', ...part, before: placeText(known), after: placeText(placed) };
            const changes = changesOf(part, taskProperties(known.task), taskProperties(placed.task));
            return stayed.has(id) ? changes : [move, ...changes];
        }),
        ...gone.map(([id, placed]) => ({ kind: 'removed', part: 'task', id, before: inPlace(placed) })),
    ];
}
function inPlace(placed) {
    return `${placed.task.type}, ${placeText(placed)}`;
}
function changesOf(part, before, after) {
    return [...new Set([...before.keys(), ...after.keys()])]
        .filter((property) => !isDeepStrictEqual(before.get(property), after.get(property)))
        .map((property) => ({
        kind: 'changed',
        ...part,
        property,
        ...(before.has(property) && { before: before.get(property) }),
        ...(after.has(property) && { after: after.get(property) }),
    }));
}
/** Tasks that stand in the block they stood in, and in the order they had: as many of each block as can be said to. */
function unmoved(before, after) {
    const rank = new Map([...before.keys()].map((id, index) => [id, index]));
    const blocks = new Map();
    for (const [id, { block }] of after) {
        if (before.get(id)?.block === block) {
            blocks.set(block, [...(blocks.get(block) ?? []), id]);
        }
    }
    return new Set([...blocks.values()].flatMap((ids) => longestRising(ids, (id) => rank.get(id))));
}
/** The longest run of ids, not necessarily side by side, whose ranks rise. */
function longestRising(ids, rankOf) {
    let longest = [];
    const endingAt = [];
    for (const id of ids) {
        const best = endingAt
            .filter((run) => rankOf(run.at(-1)) < rankOf(id))
            .reduce((most, run) => (run.length > most.length ? run : most), []);
        const run = [...best, id];
        endingAt.push(run);
        longest = run.length > longest.length ? run : longest;
    }
    return longest;
}
//# sourceMappingURL=diff-documents.js.map