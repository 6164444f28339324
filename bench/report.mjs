/** Runs as tables and verdicts. */
import { goalText, markdownTable, median, reached } from './figures.mjs';
import { pagesTable, summarizePages } from './pages/report-pages.mjs';

const ROLES = ['web', 'worker', 'postgres', 'redis'];
const FIGURES = {
  finishedPerSecond: 'finished/s',
  acceptedPerSecond: 'accepted/s',
  p99: 'p99 of acceptance',
  pages: 'p99 of a page, worst filter',
};

/** What the rounds of a scenario come to: medians of each side, and the median of the ratios of neighbours. */
export function summarize({ name, what, figure, goal, memoryMib, sides }, rounds) {
  const compared = Object.keys(sides);
  return {
    scenario: name,
    what,
    figure,
    goal,
    memoryMib,
    compared,
    ...(figure === 'pages' ? summarizePages(rounds, compared) : summarizeLoad(rounds, figure, compared)),
  };
}

function summarizeLoad(rounds, figure, [base, other]) {
  const sides = Object.keys(rounds[0]).map((side) => [
    side,
    summarizeSide(rounds.map((round) => round[side])),
  ]);
  const ratios = rounds
    .filter((round) => round[base] && round[other])
    .map((round) => round[other][figure] / round[base][figure]);
  return {
    ratio: ratios.length > 0 ? median(ratios) : null,
    ratios,
    sides: Object.fromEntries(sides),
  };
}

function summarizeSide(runs) {
  const over = (pick) => {
    const values = runs.map(pick).filter((value) => typeof value === 'number');
    return values.length > 0 ? median(values) : null;
  };
  const byRole = (member) =>
    Object.fromEntries(ROLES.map((role) => [role, over((run) => sumOfRole(run[member], role))]));
  return {
    acceptedPerSecond: over((run) => run.acceptedPerSecond),
    finishedPerSecond: over((run) => run.finishedPerSecond),
    p50: over((run) => run.p50),
    p99: over((run) => run.p99),
    cpu: byRole('cpu'),
    rss: byRole('rss'),
  };
}

/** Of all processes of a role: `signet-worker`, `signet-worker-2`. */
function sumOfRole(values, role) {
  const own = Object.entries(values).filter(([name]) => name.split('-').includes(role));
  return own.length === 0 ? undefined : sum(own.map(([, value]) => value));
}

const whole = (value) => (value === null ? '' : Math.round(value).toLocaleString('en-US'));
const tenth = (value) => (value === null ? '' : value.toFixed(1));

const COLUMNS = [
  ['side', (_summary, side) => side],
  ['accepted/s', ({ acceptedPerSecond }) => whole(acceptedPerSecond)],
  ['p50 ms', ({ p50 }) => tenth(p50)],
  ['p99 ms', ({ p99 }) => tenth(p99)],
  ['finished/s', ({ finishedPerSecond }) => whole(finishedPerSecond)],
  ['RSS MiB', ({ rss }) => nodeMemory(rss).map(whole).join(' + ')],
  ...ROLES.map((role) => [`${role} us`, ({ cpu }) => tenth(cpu[role])]),
  ['sum us', ({ cpu }) => tenth(sumOf(cpu))],
];

/** A scenario as a Markdown table. */
export function table(summary) {
  if (summary.pages) {
    return pagesTable(summary);
  }
  return markdownTable([
    COLUMNS.map(([title]) => title),
    ...Object.entries(summary.sides).map(([side, figures]) => COLUMNS.map(([, cell]) => cell(figures, side))),
  ]);
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
const sumOf = (cpu) => sum(ROLES.map((role) => cpu[role] ?? 0));
const nodeMemory = (rss) => [rss.web, rss.worker].filter((value) => value !== null);
const metOrMissed = (goal, value) => (reached(goal, value) >= 1 ? 'met' : 'missed');

/** The ratio and what else there is a goal for, a paragraph each. */
export function verdict(summary) {
  return [ratioText(summary), ...memoryText(summary), ...processorText(summary)].join('\n\n');
}

function ratioText({ ratio, ratios, figure, goal, compared: [base, other], worst }) {
  if (ratio === null) {
    return 'one side alone: no ratio';
  }
  const all = ratios.map((one) => one.toFixed(2)).join(', ');
  const what = `${FIGURES[figure]}${worst === undefined ? '' : ` (${worst})`}, ${other} / ${base}`;
  return `${what}: ${ratio.toFixed(2)} (rounds: ${all}); goal ${goalText(goal)}: ${metOrMissed(goal, ratio)}`;
}

function memoryText({ memoryMib, sides }) {
  if (memoryMib === undefined || !sides.signet) {
    return [];
  }
  const together = sum(nodeMemory(sides.signet.rss));
  const goal = { atMost: memoryMib };
  return [
    `resident memory of web and worker together, their peaks: ${whole(together)} MiB; ` +
      `goal ${goalText(goal)}: ${metOrMissed(goal, together)}`,
  ];
}

function processorText({ ratio, sides, compared: [base, other] }) {
  if (ratio === null || !sides) {
    return [];
  }
  const cpu = (sumOf(sides[base].cpu) / sumOf(sides[other].cpu)).toFixed(2);
  return [
    `processor time per event, ${base} / ${other}: ${cpu}; other work on the machine disturbs this one less`,
  ];
}
