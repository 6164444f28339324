import type { DeadLetter } from './letter';

/** Letters that died of the same thing. */
export interface LetterGroup<Letter> {
  readonly fingerprint: string;
  /** The newest of them. */
  readonly newest: Letter;
  readonly count: number;
}

/** The largest first; of the same size the one with the newest letter. `letters` are newest first. */
export function groupsOf<Letter extends Pick<DeadLetter, 'fingerprint'>>(
  letters: readonly Letter[],
): LetterGroup<Letter>[] {
  const groups = new Map<string, { fingerprint: string; newest: Letter; count: number }>();
  for (const letter of letters) {
    const known = groups.get(letter.fingerprint);
    if (known) {
      known.count += 1;
    } else {
      groups.set(letter.fingerprint, { fingerprint: letter.fingerprint, newest: letter, count: 1 });
    }
  }
  return [...groups.values()].toSorted((one, other) => other.count - one.count);
}
