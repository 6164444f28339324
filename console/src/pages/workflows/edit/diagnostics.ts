import type { Diagnostic } from '@codemirror/lint';
import type { Fault } from '../../../../../src/workflow/fault.js';

type Found = Pick<Fault, 'line' | 'column' | 'message' | 'suggestion'>;

/** Faults and warnings of a text where an editor marks them: from their place to the end of the word there. */
export function diagnosticsOf(
  text: string,
  faults: readonly Found[],
  warnings: readonly Found[],
): Diagnostic[] {
  const lines = text.split('\n');
  const starts = startsOf(lines);
  const marked =
    (severity: 'error' | 'warning') =>
    (fault: Found): Diagnostic => {
      const at = Math.min(Math.max(fault.line, 1), lines.length) - 1;
      const line = lines[at]!;
      const column = Math.min(Math.max(fault.column, 1) - 1, line.length);
      const [word = ''] = /^\S+/.exec(line.slice(column)) ?? [];
      const from = starts[at]! + column;
      return { from, to: from + word.length, severity, message: faultText(fault) };
    };
  return [...faults.map(marked('error')), ...warnings.map(marked('warning'))].toSorted(
    (one, other) => one.from - other.from,
  );
}

/** What is wrong, and what was most likely meant. */
export function faultText({ message, suggestion }: Pick<Fault, 'message' | 'suggestion'>): string {
  return suggestion === undefined ? message : `${message} (did you mean '${suggestion}'?)`;
}

function startsOf(lines: readonly string[]): number[] {
  let start = 0;
  return lines.map((line) => {
    const own = start;
    start += line.length + 1;
    return own;
  });
}
