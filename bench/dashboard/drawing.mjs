/** Panels with their lines as an SVG, laid out as Grafana lays out its grid of 24 columns. */
import { round, scaleOf } from '../axis.mjs';

const COLUMN = 56;
const UNIT = 30;
const COLUMNS = 24;
const GAP = 8;
const LEFT = 54;
const TOP = 34;
const BOTTOM = 22;
const LEGEND_LINE = 14;
const LEGEND_CHARACTER = 6.2;
const GRID = 4;
const UNITS = { ops: '/s', MiB: ' MiB' };
const COLORS = [
  '#1f6feb',
  '#d1242f',
  '#2da44e',
  '#bf8700',
  '#8250df',
  '#1b7c83',
  '#bc4c00',
  '#bf3989',
  '#57606a',
  '#0550ae',
];

/**
 * @param {Awaited<ReturnType<import('./panels.mjs').askPanels>>} panels
 * @param {{ from: number, to: number }} period in seconds of the epoch
 */
export function draw(panels, period) {
  const width = COLUMNS * COLUMN;
  const height = Math.max(...panels.map(({ place }) => place.y + place.h)) * UNIT;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">\n` +
    `<rect width="${width}" height="${height}" fill="#f6f8fa"/>\n` +
    `${panels.map((panel) => drawPanel(panel, period)).join('\n')}\n</svg>\n`
  );
}

function drawPanel(panel, period) {
  const { title, type, place } = panel;
  const at = `<g transform="translate(${place.x * COLUMN} ${place.y * UNIT})">`;
  if (type === 'row') {
    return `${at}<text x="${GAP}" y="20" font-size="14" font-weight="bold">${escaped(title)}</text></g>`;
  }
  const { unit, lines } = inMebibytes(panel);
  const [width, height] = [place.w * COLUMN - GAP, place.h * UNIT - GAP];
  const legend = legendOf(lines, width - 2 * GAP);
  const plot = { width: width - LEFT - 2 * GAP, height: height - TOP - BOTTOM - legend.height };
  return [
    at,
    `<rect x="${GAP / 2}" y="${GAP / 2}" width="${width}" height="${height}" rx="4" fill="#fff" stroke="#d0d7de"/>`,
    `<text x="${GAP * 2}" y="22" font-size="12" font-weight="bold">${escaped(title)}</text>`,
    `<g transform="translate(${LEFT} ${TOP})">${drawLines(lines, { ...plot, unit, period })}</g>`,
    `<g transform="translate(${GAP * 2} ${TOP + plot.height + BOTTOM + LEGEND_LINE})">${legend.text}</g>`,
    '</g>',
  ].join('');
}

const inMebibytes = ({ unit, lines }) =>
  unit === 'bytes'
    ? {
        unit: 'MiB',
        lines: lines.map(({ name, points }) => ({
          name,
          points: points.map(([at, value]) => [at, value / 2 ** 20]),
        })),
      }
    : { unit, lines };

function drawLines(lines, { width, height, unit, period: { from, to } }) {
  const most = scaleOf(Math.max(0, ...lines.flatMap(({ points }) => points.map(([, value]) => value))));
  const x = (seconds) => round(((seconds - from) * width) / (to - from));
  const y = (value) => round(height - (value * height) / most);
  const rows = Array.from({ length: GRID + 1 }, (_, row) => (row * most) / GRID);
  return [
    ...rows.map(
      (value) =>
        `<path d="M0 ${y(value)}H${width}" stroke="#eaeef2"/><text x="-6" y="${y(value) + 4}" text-anchor="end">${inUnit(value, unit, most)}</text>`,
    ),
    `<text y="${height + 15}">0 s</text><text x="${width}" y="${height + 15}" text-anchor="end">${Math.round(to - from)} s</text>`,
    ...lines.map(
      ({ points }, index) =>
        `<path d="${pathOf(points, x, y)}" fill="none" stroke="${colorOf(index)}" stroke-width="1.3"/>`,
    ),
    ...(lines.length === 0
      ? [
          `<text x="${width / 2}" y="${height / 2}" text-anchor="middle" fill="#57606a">nothing of it happened</text>`,
        ]
      : []),
  ].join('');
}

const pathOf = (points, x, y) =>
  points.map(([at, value], index) => `${index === 0 ? 'M' : 'L'}${x(at)} ${y(value)}`).join('');

/** Names in their colours, as many in a line as there is room for. */
function legendOf(lines, width) {
  let [x, row] = [0, 0];
  const texts = lines.map(({ name }, index) => {
    const room = 16 + name.length * LEGEND_CHARACTER;
    if (x > 0 && x + room > width) {
      [x, row] = [0, row + 1];
    }
    const text = `<text x="${round(x)}" y="${row * LEGEND_LINE}" fill="${colorOf(index)}">${escaped(name)}</text>`;
    x += room;
    return text;
  });
  return { text: texts.join(''), height: (row + 1) * LEGEND_LINE };
}

const colorOf = (index) => COLORS[index % COLORS.length];

/** `most`: the top of the scale, by which the whole axis is written. */
function inUnit(value, unit, most) {
  if (unit === 's') {
    return most < 1 ? `${short(value * 1000)} ms` : `${short(value)} s`;
  }
  return short(value) + (UNITS[unit] ?? '');
}

const short = (value) => Number(value.toPrecision(3)).toLocaleString('en-US');
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
