/** Times of pages as a summary, a table, and its worst filter. */
import { markdownTable, median } from '../figures.mjs';

/** The worst filter counts: medians of each, and the largest of their ratios. */
export function summarizePages(rounds, [base, other]) {
  const pages = Object.keys(Object.values(rounds[0])[0].pages).map((filter) => {
    const over = (side, share) => {
      const values = rounds.flatMap((round) => round[side]?.pages[filter][share] ?? []);
      return values.length > 0 ? median(values) : null;
    };
    const ratios = rounds
      .filter((round) => round[base] && round[other])
      .map((round) => round[other].pages[filter].p99 / round[base].pages[filter].p99);
    const sides = [base, other].map((side) => [side, { p50: over(side, 'p50'), p99: over(side, 'p99') }]);
    return {
      filter,
      sides: Object.fromEntries(sides),
      ratios,
      ratio: ratios.length > 0 ? median(ratios) : null,
    };
  });
  const worst = pages.reduce((one, next) => ((next.ratio ?? 0) > (one.ratio ?? 0) ? next : one));
  return { pages, worst: worst.filter, ratio: worst.ratio, ratios: worst.ratios };
}

export function pagesTable({ pages, compared: [base, other] }) {
  const cell = (value, digits) => (value === null ? '' : value.toFixed(digits));
  return markdownTable([
    ['filter', `${base} p50 ms`, `${base} p99 ms`, `${other} p50 ms`, `${other} p99 ms`, 'p99 ratio'],
    ...pages.map(({ filter, sides, ratio }) => [
      filter,
      ...[base, other].flatMap((side) => [cell(sides[side].p50, 1), cell(sides[side].p99, 1)]),
      cell(ratio, 2),
    ]),
  ]);
}
