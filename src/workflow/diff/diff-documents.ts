import { isDeepStrictEqual } from 'node:util';
import type { WorkflowDocument } from '../document.js';
import type { Change } from './change.js';
import { type PlacedTask, placedTasks, placeText } from './placed-tasks.js';
import { type Properties, taskProperties, triggerProperties, workflowProperties } from './properties.js';

type Part = Pick<Change, 'part' | 'id'>;

/**
 * What the second document says otherwise than the first, by meaning: how they are written, and the order of members, is no
 * difference. Without a first everything is added.
 */
export function diffDocuments(before: WorkflowDocument | null, after: WorkflowDocument): Change[] {
  const self = before ? workflowProperties(before) : new Map<string, unknown>();
  return [
    ...changesOf({ part: 'workflow', id: null }, self, workflowProperties(after)),
    ...diffTriggers(before, after),
    ...diffTasks(before ? placedTasks(before) : new Map(), placedTasks(after)),
  ];
}

function diffTriggers(before: WorkflowDocument | null, { triggers }: WorkflowDocument): Change[] {
  const old = new Map((before?.triggers ?? []).map((trigger) => [trigger.id, trigger]));
  const kept = new Set(triggers.map(({ id }) => id));
  return [
    ...triggers.flatMap((trigger): Change[] => {
      const { id, type } = trigger;
      const known = old.get(id);
      return known
        ? changesOf({ part: 'trigger', id }, triggerProperties(known), triggerProperties(trigger))
        : [{ kind: 'added', part: 'trigger', id, after: type }];
    }),
    ...[...old.values()]
      .filter(({ id }) => !kept.has(id))
      .map(({ id, type }): Change => ({ kind: 'removed', part: 'trigger', id, before: type })),
  ];
}

function diffTasks(
  before: ReadonlyMap<string, PlacedTask>,
  after: ReadonlyMap<string, PlacedTask>,
): Change[] {
  const stayed = unmoved(before, after);
  const gone = [...before].filter(([id]) => !after.has(id));
  return [
    ...[...after].flatMap(([id, placed]): Change[] => {
      const part = { part: 'task', id } as const;
      const known = before.get(id);
      if (!known) {
        return [{ kind: 'added', ...part, after: inPlace(placed) }];
      }
      const move = { kind: 'moved', ...part, before: placeText(known), after: placeText(placed) } as const;
      const changes = changesOf(part, taskProperties(known.task), taskProperties(placed.task));
      return stayed.has(id) ? changes : [move, ...changes];
    }),
    ...gone.map(([id, placed]): Change => ({ kind: 'removed', part: 'task', id, before: inPlace(placed) })),
  ];
}

function inPlace(placed: PlacedTask): string {
  return `${placed.task.type}, ${placeText(placed)}`;
}

function changesOf(part: Part, before: Properties, after: Properties): Change[] {
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
function unmoved(
  before: ReadonlyMap<string, PlacedTask>,
  after: ReadonlyMap<string, PlacedTask>,
): ReadonlySet<string> {
  const rank = new Map([...before.keys()].map((id, index) => [id, index]));
  const blocks = new Map<string, string[]>();
  for (const [id, { block }] of after) {
    if (before.get(id)?.block === block) {
      blocks.set(block, [...(blocks.get(block) ?? []), id]);
    }
  }
  return new Set([...blocks.values()].flatMap((ids) => longestRising(ids, (id) => rank.get(id)!)));
}

/** The longest run of ids, not necessarily side by side, whose ranks rise. */
function longestRising(ids: readonly string[], rankOf: (id: string) => number): readonly string[] {
  let longest: readonly string[] = [];
  const endingAt: (readonly string[])[] = [];
  for (const id of ids) {
    const best = endingAt
      .filter((run) => rankOf(run.at(-1)!) < rankOf(id))
      .reduce<readonly string[]>((most, run) => (run.length > most.length ? run : most), []);
    const run = [...best, id];
    endingAt.push(run);
    longest = run.length > longest.length ? run : longest;
  }
  return longest;
}
