/** What the rounds come to, as text and as bench/PEERS.md. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { median } from '../figures.mjs';

const FILE = fileURLToPath(new URL('../PEERS.md', import.meta.url));
const BEGIN = '<!-- measured: written by npm run bench:peers -- --write -->';

/** Medians of a side, and the median of the ratios of neighbours; `fault` says why there are none. */
export function summarize(side, runs, signetRuns) {
  const { name, title, what, goal, packages } = side;
  const about = { name, title, what, goal, packages };
  const fault = runs.find((run) => run.fault)?.fault;
  if (fault) {
    return { ...about, fault };
  }
  const over = (pick) => median(runs.map(pick));
  const byProcess = (member) =>
    Object.fromEntries(
      Object.keys(runs[0][member]).map((process) => [process, over((run) => run[member][process])]),
    );
  const ratios = runs.map((run, round) => signetRuns[round].finishedPerSecond / run.finishedPerSecond);
  return {
    ...about,
    acceptedPerSecond: over((run) => run.acceptedPerSecond),
    finishedPerSecond: over((run) => run.finishedPerSecond),
    p50: over((run) => run.p50),
    p99: over((run) => run.p99),
    refused: over((run) => run.refused),
    cpu: byProcess('cpu'),
    rss: byProcess('rss'),
    ratios: ratios.every(Number.isFinite) ? ratios : [],
  };
}

const whole = (value) => Math.round(value).toLocaleString('en-US');
const COLUMNS = [
  ['side', ({ title }) => title],
  ['accepted/s', (one) => whole(one.acceptedPerSecond)],
  ['p50 ms', (one) => one.p50.toFixed(1)],
  ['p99 ms', (one) => one.p99.toFixed(1)],
  ['finished/s', (one) => whole(one.finishedPerSecond)],
  ['RSS MiB', ({ rss }) => each(own(rss))],
  ['CPU us per event', ({ cpu }) => each(Object.entries(cpu))],
  ['sum us', ({ cpu }) => whole(Object.values(cpu).reduce((sum, us) => sum + us, 0))],
];
/** Postgres shares its pages among processes, so its resident memory says little; Redis has but the jobs. */
const own = (rss) => Object.entries(rss).filter(([name]) => name !== 'postgres' && name !== 'redis');
const each = (entries) => entries.map(([name, value]) => `${name} ${whole(value)}`).join(', ');

/** The sides as a Markdown table; one without figures says so in words. */
export function table(summaries) {
  const rows = [
    COLUMNS.map(([title]) => title),
    ...summaries.map((one) =>
      COLUMNS.map(([, cell], index) => (!one.fault ? cell(one) : index === 0 ? one.title : 'not measured')),
    ),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`,
  );
  return [lines[0], `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.slice(1)].join(
    '\n',
  );
}

/** Ratios against their goals, and why a side has none. */
export function verdicts(summaries) {
  return summaries
    .filter(({ name }) => name !== 'signet')
    .map((one) => {
      if (one.fault) {
        return `- ${one.title} was not measured: ${one.fault.split('\n')[0]}`;
      }
      if (one.ratios.length === 0) {
        return `- ${one.title}: no ratio, Signet has no figures`;
      }
      const ratio = median(one.ratios);
      const rounds = one.ratios.map((value) => value.toFixed(2)).join(', ');
      const goal = one.goal ? `; goal at least ${one.goal}: ${ratio >= one.goal ? 'met' : 'missed'}` : '';
      return `- finished/s, Signet / ${one.title}: ${ratio.toFixed(2)} (rounds: ${rounds})${goal}`;
    })
    .join('\n');
}

/** Puts what was measured below the marker; the text above it is written by hand and stays. */
export async function writePeers(summaries, options) {
  const text = await readFile(FILE, 'utf8').catch(() => `# Beside other engines\n\n${BEGIN}\n`);
  const above = text.slice(0, text.indexOf(BEGIN));
  await writeFile(FILE, `${above}${BEGIN}\n\n${section(summaries, options)}\n`);
}

function section(summaries, { seconds, rounds, connections, only }) {
  const [cpu] = cpus();
  const names = only.map((name) => ` --only ${name}`).join('');
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores (${cpu.model.trim()}), ` +
      `${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}-${process.arch}, Node ${process.versions.node}. ` +
      'Everything shares these cores: load generator, Postgres, Redis and the programs. Figures vary by machine, and from run to run.',
    `\`npm run bench:peers -- --rounds ${rounds} --seconds ${seconds} --connections ${connections}${names}\`; ` +
      'figures are medians of the rounds.',
    table(summaries),
    verdicts(summaries),
    summaries.map(({ title, what, packages }) => `- **${title}**${versions(packages)}: ${what}`).join('\n'),
  ].join('\n\n');
}

const versions = (packages = {}) => {
  const text = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  return text.length > 0 ? ` (${text.join(', ')})` : '';
};
