import type { Change } from '../../../../src/workflow/diff/change.js';

const LONGEST = 200;

/** A change of a document as a sentence: `Task profile: set.active was true and is now false.` */
export function changeSentence({ kind, part, id, property, before, after }: Change): string {
  const what = id === null ? 'The workflow' : `${part === 'task' ? 'Task' : 'Trigger'} ${id}`;
  switch (kind) {
    case 'added':
      return `${what} is new: ${shown(after)}.`;
    case 'removed':
      return `${what} is gone: it was ${shown(before)}.`;
    case 'moved':
      return `${what} was ${shown(before)} and is now ${shown(after)}.`;
    case 'changed':
      return changed(`${what}: ${property}`, before, after);
  }
}

function changed(what: string, before: unknown, after: unknown): string {
  if (before === undefined) {
    return `${what} is now ${shown(after)}, and was not set.`;
  }
  return after === undefined
    ? `${what} is not set any more; it was ${shown(before)}.`
    : `${what} was ${shown(before)} and is now ${shown(after)}.`;
}

/** On one line, cut where it is long. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  const line = text.replaceAll(/\s*\n\s*/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
