/** Lines over time as an SVG, one panel below the other, each with its own scale from zero. */
import { round, scaleOf } from '../axis.mjs';

const WIDTH = 800;
const PANEL = 150;
const LEFT = 60;
const RIGHT = 90;
const TOP = 28;
const BOTTOM = 24;
const COLORS = ['#1f6feb', '#d1242f', '#2da44e'];
const GRID = 4;

/**
 * @param {{ step: number, panels: { title: string, lines: { name: string, values: (number | null | undefined)[] }[] }[] }} content
 *   `step`: seconds from one value to the next
 */
export function plot({ step, panels }) {
  const height = panels.length * (PANEL + TOP + BOTTOM);
  const body = panels.map((panel, index) => {
    const y = index * (PANEL + TOP + BOTTOM) + TOP;
    return `<g transform="translate(${LEFT} ${y})">${drawPanel(panel, step)}</g>`;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="11">\n` +
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>\n${body.join('\n')}\n</svg>\n`
  );
}

function drawPanel({ title, lines }, step) {
  const most = scaleOf(Math.max(1, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0))));
  const count = Math.max(2, ...lines.map(({ values }) => values.length));
  const width = WIDTH - LEFT - RIGHT;
  const x = (index) => round((index * width) / (count - 1));
  const y = (value) => round(PANEL - (value * PANEL) / most);
  const rows = Array.from({ length: GRID + 1 }, (_, row) => (row * most) / GRID);
  return [
    `<text y="-10" font-weight="bold">${title}</text>`,
    ...rows.map(
      (value) =>
        `<path d="M0 ${y(value)}H${width}" stroke="#ddd"/><text x="-6" y="${y(value) + 4}" text-anchor="end">${round(value)}</text>`,
    ),
    `<text y="${PANEL + 15}">0 s</text><text x="${width}" y="${PANEL + 15}" text-anchor="end">${count * step} s</text>`,
    ...lines.map(({ name, values }, index) =>
      drawLine({ name, values }, { x, y, color: COLORS[index], index, width }),
    ),
  ].join('\n');
}

/** A line that is broken where a value is missing. */
function drawLine({ name, values }, { x, y, color, index, width }) {
  let pen = 'M';
  const path = values.map((value, place) => {
    if (typeof value !== 'number') {
      pen = 'M';
      return '';
    }
    const point = `${pen}${x(place)} ${y(value)}`;
    pen = 'L';
    return point;
  });
  return (
    `<path d="${path.join('')}" fill="none" stroke="${color}" stroke-width="1.5"/>` +
    `<text x="${width + 8}" y="${14 + index * 16}" fill="${color}">${name}</text>`
  );
}
