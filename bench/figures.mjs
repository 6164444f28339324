/** Figures as people read them. */

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Rows of cells, the titles first, as a Markdown table, which reads well in a terminal too. */
export function markdownTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const [titles, ...lines] = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`,
  );
  return [titles, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines].join('\n');
}

/** `at least 0.75`. */
export const goalText = ({ atLeast, atMost }) =>
  atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;

/** How much of a goal is reached, whichever way it points: 1 and more is met. */
export const reached = ({ atLeast, atMost }, value) =>
  atLeast === undefined ? atMost / value : value / atLeast;
