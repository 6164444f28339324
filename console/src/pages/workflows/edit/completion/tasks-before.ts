import { type RawMap, rawText } from '../../../../../../src/workflow/raw.js';
import {
  blockAt,
  blocksBelow,
  type RawBlock,
  type RawTask,
  ROOT_BLOCKS,
} from '../../../../../../src/workflow/tasks/raw-tasks.js';

/** By id, of tasks that can be read. */
export type Before = ReadonlyMap<string, RawMap>;

/** What is known at a place in tasks. */
export interface Standing {
  readonly before: Before;
  /** It stands in the tasks of a loop. */
  readonly isInLoop: boolean;
}

interface Walk extends Standing {
  /** Whether the place was come to. */
  readonly isThere: boolean;
}

/** What has run before the place, a JSON pointer, as the check of documents has it; at a place in no task, all that runs. */
export function tasksBefore(document: RawMap, place: string): Standing {
  let walk: Walk = { before: new Map(), isInLoop: false, isThere: false };
  for (const name of ROOT_BLOCKS) {
    walk = walk.isThere ? walk : inBlock(blockAt(document, name), place, walk);
  }
  return walk;
}

function inBlock(block: RawBlock, place: string, walk: Walk): Walk {
  return block.reduce((now, one) => (now.isThere ? now : inTask(one, place, now)), walk);
}

function inTask(one: RawTask, place: string, walk: Walk): Walk {
  const isLoop = one.task['type'] === 'forEach';
  const isHere = place === one.place || place.startsWith(`${one.place}/`);
  // What takes a task back may read it; the blocks of a flow task may not read that one.
  const known = one.task['undo'] === undefined ? walk.before : withTask(walk.before, one);
  const inside = { before: known, isInLoop: walk.isInLoop || isLoop, isThere: false };
  const below = blocksBelow(one).map((block) => inBlock(block, place, inside));
  const there = below.find(({ isThere }) => isThere);
  if (there) {
    return there;
  }
  if (isHere) {
    return { ...walk, isThere: true };
  }
  // What ran in a loop ran many times: nothing outside can say which one it means.
  const ran = isLoop ? [] : below.flatMap(({ before }) => [...before]);
  return { ...walk, before: withTask(new Map([...walk.before, ...ran]), one) };
}

function withTask(before: Before, { task }: RawTask): Before {
  const id = rawText(task['id']);
  return id === undefined ? before : new Map([...before, [id, task]]);
}
