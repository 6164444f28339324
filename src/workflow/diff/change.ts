/** One thing that two documents say differently. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'moved' | 'changed';
  readonly part: 'workflow' | 'trigger' | 'task';
  /** Of the trigger or task; null for the workflow itself. */
  readonly id: string | null;
  /** What of it has changed, as documents write it: `retry`, `set.active`. */
  readonly property?: string;
  /** Its value, or its place where it was moved; not there when there was none. */
  readonly before?: unknown;
  readonly after?: unknown;
}

const SIGNS: Readonly<Record<Change['kind'], string>> = {
  added: '+',
  removed: '-',
  moved: '>',
  changed: '~',
};
const LONGEST = 200;

/** A line for a person: `~ task profile: set.active: true -> false`. */
export function changeLine({ kind, part, id, property, before, after }: Change): string {
  const what = `${SIGNS[kind]} ${part}${id === null ? '' : ` ${id}`}`;
  switch (kind) {
    case 'added':
      return `${what}: ${shown(after)}`;
    case 'removed':
      return `${what}: ${shown(before)}`;
    case 'moved':
      return `${what}: ${shown(before)} -> ${shown(after)}`;
    case 'changed':
      return `${what}: ${property}: ${shown(before)} -> ${shown(after)}`;
  }
}

function shown(value: unknown): string {
  if (value === undefined) {
    return '(none)';
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // A text of many lines stays on one.
  const line = text.replaceAll(/\s*\n\s*/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
