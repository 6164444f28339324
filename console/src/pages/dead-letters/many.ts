/** The same deed for many letters, one after the other. */
import { describe } from '../../api/query-client';

export interface Done {
  readonly letter: string;
  /** The execution a replay made; null: none was to be made. */
  readonly execution: string | null;
}

export interface Outcome {
  readonly done: readonly Done[];
  readonly failed: readonly { readonly letter: string; readonly why: string }[];
}

/** Goes on after one that failed. */
export async function forEach(
  letters: readonly string[],
  deed: (letter: string) => Promise<string | null>,
): Promise<Outcome> {
  const done: Done[] = [];
  const failed: { letter: string; why: string }[] = [];
  for (const letter of letters) {
    try {
      done.push({ letter, execution: await deed(letter) });
    } catch (error) {
      failed.push({ letter, why: describe(error) });
    }
  }
  return { done, failed };
}
