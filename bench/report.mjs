/** Runs as tables. */

const ROLES = ['web', 'worker', 'postgres', 'redis'];
const ROLE_OF = {
  'floor-web': 'web',
  'floor-worker': 'worker',
  'bare-http': 'web',
  'floor-bare-http': 'web',
  'signet-web': 'web',
  'signet-worker': 'worker',
};

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** What the rounds of a scenario come to: medians of each side, and the median of the ratios of neighbours. */
export function summarize(scenario, rounds) {
  const sides = Object.keys(rounds[0]).map((side) => [
    side,
    summarizeSide(rounds.map((round) => round[side])),
  ]);
  const ratios = rounds
    .filter(({ floor, signet }) => floor && signet)
    .map(({ floor, signet }) => signet[scenario.figure] / floor[scenario.figure]);
  return {
    scenario: scenario.name,
    what: scenario.what,
    figure: scenario.figure,
    goal: scenario.goal,
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
    Object.fromEntries(ROLES.map((role) => [role, over((run) => valueOfRole(run[member], role))]));
  return {
    acceptedPerSecond: over((run) => run.acceptedPerSecond),
    finishedPerSecond: over((run) => run.finishedPerSecond),
    p50: over((run) => run.p50),
    p99: over((run) => run.p99),
    cpu: byRole('cpu'),
    rss: byRole('rss'),
  };
}

const valueOfRole = (values, role) =>
  Object.entries(values).find(([name]) => (ROLE_OF[name] ?? name) === role)?.[1];

const whole = (value) => (value === null ? '' : Math.round(value).toLocaleString('en-US'));
const tenth = (value) => (value === null ? '' : value.toFixed(1));

const COLUMNS = [
  ['side', (_summary, side) => side],
  ['accepted/s', ({ acceptedPerSecond }) => whole(acceptedPerSecond)],
  ['p50 ms', ({ p50 }) => tenth(p50)],
  ['p99 ms', ({ p99 }) => tenth(p99)],
  ['finished/s', ({ finishedPerSecond }) => whole(finishedPerSecond)],
  [
    'RSS MiB',
    ({ rss }) =>
      [rss.web, rss.worker]
        .filter((value) => value !== null)
        .map(whole)
        .join(' + '),
  ],
  ...ROLES.map((role) => [`${role} us`, ({ cpu }) => tenth(cpu[role])]),
  ['sum us', ({ cpu }) => tenth(sumOf(cpu))],
];

/** A scenario as a Markdown table, which reads well in a terminal too. */
export function table({ sides }) {
  const rows = [
    COLUMNS.map(([title]) => title),
    ...Object.entries(sides).map(([side, summary]) => COLUMNS.map(([, cell]) => cell(summary, side))),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`,
  );
  return [lines[0], `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.slice(1)].join(
    '\n',
  );
}

const sumOf = (cpu) => ROLES.reduce((sum, role) => sum + (cpu[role] ?? 0), 0);

export function verdict({ ratio, ratios, figure, goal, sides }) {
  if (ratio === null) {
    return 'one side alone: no ratio';
  }
  const all = ratios.map((one) => one.toFixed(2)).join(', ');
  const name = figure === 'finishedPerSecond' ? 'finished/s' : 'accepted/s';
  const cpu = (sumOf(sides.floor.cpu) / sumOf(sides.signet.cpu)).toFixed(2);
  return [
    `${name}, Signet / floor: ${ratio.toFixed(2)} (rounds: ${all}); goal at least ${goal}: ${ratio >= goal ? 'met' : 'missed'}`,
    `processor time per event, floor / Signet: ${cpu}; other work on the machine disturbs this one less`,
  ].join('\n\n');
}
