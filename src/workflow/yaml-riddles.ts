/** Faults of YAML that say little of what was done, in words that do. */
import type { YAMLParseError, YAMLWarning } from 'yaml';

export const QUOTE_BRACES = 'put quotes around a text that begins with {{, as in "{{ trigger.subject }}"';
const QUOTE_COLON = "put quotes around a text that holds ': '";

/** Behind the name of a member or the dash of an entry: a map of maps to YAML. */
const BARE_BRACES = /(?:^|[:-][ \t]+|[[,][ \t]*)\{\{/;

/** As much of a line as is looked at, before the fault and behind it. */
const AROUND = 300;

/** What to tell of a fault in line `number`; of several that are one, the same. */
export function riddleText(problem: YAMLParseError | YAMLWarning, text: string, number: number): string {
  const [at] = problem.pos;
  const before = text.slice(Math.max(0, at - AROUND), at);
  const line = before.slice(before.lastIndexOf('\n') + 1) + text.slice(at, at + AROUND).split('\n', 1)[0]!;
  if (BARE_BRACES.test(line)) {
    return QUOTE_BRACES;
  }
  switch (problem.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return /:[ \t][^#]*:(?:[ \t]|$)/.test(line)
        ? QUOTE_COLON
        : `line ${number + 1} is indented deeper than what it belongs to`;
    default:
      return problem.message.startsWith('All mapping items must start at the same column')
        ? `line ${number} is indented otherwise than what it stands beside`
        : problem.message;
  }
}
