/** bench/RESULTS.md and its picture, made again from one run. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { plot } from './plot.mjs';
import { table, verdict } from './report.mjs';

const FILE = fileURLToPath(new URL('RESULTS.md', import.meta.url));
const PICTURE = 'results.svg';
const BEGIN = '<!-- measured: written by npm run bench -- --write -->';

/** Puts what was measured below the marker; the text above it is written by hand and stays. */
export async function writeResults(results, options) {
  const text = await readFile(FILE, 'utf8').catch(() => `# Results\n\n${BEGIN}\n`);
  const above = text.slice(0, text.indexOf(BEGIN));
  await writeFile(
    FILE,
    `${above}${BEGIN}\n\n${machineText(options)}\n\n![How much of its goal each scenario reaches](${PICTURE})\n\n${results.map(section).join('\n\n')}\n`,
  );
  await writeFile(fileURLToPath(new URL(PICTURE, import.meta.url)), plot(results));
}

function machineText({ seconds, rounds, connections, history }) {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores (${cpu.model.trim()}), ${memory} GiB, ` +
      `${process.platform}-${process.arch}, Node ${process.versions.node}. Everything shares these cores: load generator, ` +
      'Postgres, Redis and the programs.',
    '',
    `\`npm run bench -- --rounds ${rounds} --seconds ${seconds} --connections ${connections} --history ${history}\`; figures are medians of the rounds.`,
  ].join('\n');
}

const section = (summary) =>
  `## ${summary.scenario}\n\n${summary.what}.\n\n${table(summary)}\n\n${verdict(summary)}`;
