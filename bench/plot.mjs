/** Results as a picture: a bar for each scenario, as long as it reaches of its goal. */
import { goalText, reached } from './figures.mjs';

const [WIDTH, ROW, LEFT, TOP] = [800, 34, 130, 50];
/** Where a goal is met; bars end at twice of it. */
const GOAL = 160;
const MOST = 2;
const STYLE = 'font-family="system-ui, sans-serif" font-size="13"';

/** SVG of scenarios with their ratios. */
export function plot(rows) {
  const height = TOP + rows.length * ROW + 14;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" ${STYLE}>`,
    '<title>How much of its goal each scenario reaches</title>',
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="${LEFT + GOAL}" y="24" text-anchor="middle" fill="#444444">goal</text>`,
    ...rows.map(bar),
    `<line x1="${LEFT + GOAL}" x2="${LEFT + GOAL}" y1="30" y2="${height - 8}" stroke="#444444" stroke-dasharray="4 3"/>`,
    '</svg>',
    '',
  ].join('\n');
}

function bar({ scenario, ratio, goal, compared: [base, other] }, index) {
  const y = TOP + index * ROW;
  const share = reached(goal, ratio);
  const width = (Math.min(MOST, share) * GOAL).toFixed(1);
  const text = `${other} / ${base} ${ratio.toFixed(2)}, goal ${goalText(goal)}`;
  return [
    `<text x="${LEFT - 10}" y="${y + 15}" text-anchor="end" fill="#222222">${scenario}</text>`,
    `<rect x="${LEFT}" y="${y}" width="${width}" height="20" rx="2" fill="${share >= 1 ? '#2e7d5b' : '#c98a2b'}"/>`,
    `<text x="${LEFT + MOST * GOAL + 14}" y="${y + 15}" fill="#222222">${text}</text>`,
  ].join('');
}
