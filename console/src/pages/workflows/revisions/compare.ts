/** Two revisions to be compared, as the URL has them: `2..3`. */
export interface Compared {
  readonly from: number;
  readonly to: number;
}

export function compareText({ from, to }: Compared): string {
  return `${from}..${to}`;
}

/** Those of the text; the newest and the one before it where it names none that there are. */
export function comparedIn(text: string, newest: number): Compared {
  const [from = 0, to = 0] = text.split('..').map(Number);
  const isThere = (number: number): boolean => Number.isInteger(number) && number >= 1 && number <= newest;
  return isThere(from) && isThere(to) ? { from, to } : { from: Math.max(1, newest - 1), to: newest };
}
