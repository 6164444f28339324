/** bench/RESULTS.md and its picture: what was measured takes the place of what its scenarios had there. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { plot } from './plot.mjs';
import { table, verdict } from './report.mjs';
import { hasHistory, SCENARIOS } from './scenarios.mjs';

const FILE = fileURLToPath(new URL('RESULTS.md', import.meta.url));
const PICTURE = 'results.svg';
const BEGIN = '<!-- measured: written by npm run bench -- --write -->';

/** Sections below the marker, in the order of the scenarios; the text above it is written by hand and stays. */
export async function writeResults(results, options) {
  const text = await readFile(FILE, 'utf8').catch(() => `# Results\n\n${BEGIN}\n`);
  const [above, below = ''] = text.split(BEGIN);
  const sections = sectionsOf(below);
  for (const summary of results) {
    sections.set(summary.scenario, sectionText(summary, options));
  }
  const shown = SCENARIOS.filter(({ name }) => sections.has(name));
  const picture = `![How much of its goal each scenario reaches](${PICTURE})`;
  const measured = [picture, ...shown.map(({ name }) => sections.get(name))].join('\n\n');
  await writeFile(FILE, `${above}${BEGIN}\n\n${measured}\n`);
  const bars = shown.map(({ name, goal, sides }) => ({
    scenario: name,
    goal,
    compared: Object.keys(sides),
    ratio: ratioIn(sections.get(name)),
  }));
  await writeFile(fileURLToPath(new URL(PICTURE, import.meta.url)), plot(bars));
}

/** By the names of their scenarios. */
function sectionsOf(text) {
  const sections = text.split(/^(?=## )/m).slice(1);
  return new Map(sections.map((section) => [/^## (\S+)/.exec(section)[1], section.trim()]));
}

function sectionText(summary, options) {
  return [
    `## ${summary.scenario}`,
    `${summary.what}.`,
    table(summary),
    verdict(summary),
    measuredText(summary, options),
  ].join('\n\n');
}

function measuredText({ scenario }, { seconds, rounds, connections, rate, history }) {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const command = [
    `npm run bench -- --only ${scenario} --rounds ${rounds} --seconds ${seconds} --connections ${connections}`,
    ...(rate === undefined ? [] : [`--rate ${rate}`]),
    ...(hasHistory(SCENARIOS.find(({ name }) => name === scenario)) ? [`--history ${history}`] : []),
  ].join(' ');
  return (
    `Measured on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpu.model.trim()}), ${memory} GiB, ` +
    `${process.platform}-${process.arch}, Node ${process.versions.node}: \`${command}\`.`
  );
}

/** As its verdict says. */
const ratioIn = (section) => Number(/: ([\d.]+) \(rounds: /.exec(section)[1]);
