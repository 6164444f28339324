import { RE2JS } from 're2js';

/** Longest pattern `regex()` takes. */
export const MAX_PATTERN = 512;
const MAX_PROGRAM = 4_000;

export interface Pattern {
  readonly matches: (text: string) => boolean;
  /** Steps that one test of a text of this length costs: the match is linear in the text, times the size of the pattern. */
  readonly cost: (length: number) => number;
}

/** A pattern in RE2 syntax (no lookaround, no backreferences), found anywhere in the text. Throws Error when it is not one. */
export function compilePattern(pattern: string): Pattern {
  if (pattern.length > MAX_PATTERN) {
    throw new Error(`a pattern has at most ${MAX_PATTERN} characters`);
  }
  const compiled = RE2JS.compile(pattern);
  const size = compiled.programSize();
  if (size > MAX_PROGRAM) {
    throw new Error('the pattern is too large, use smaller repetitions');
  }
  return {
    matches: (text) => compiled.test(text),
    cost: (length) => 1 + Math.floor(((length + 1) * size) / 16),
  };
}
