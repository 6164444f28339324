/** `npm run bench`: Signet and a bare program that does the same work, in turn, on this machine. See `--help`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Histories } from './history/histories.mjs';
import { measure } from './measure.mjs';
import { readOptions } from './options.mjs';
import { profileOf, profileText } from './profile.mjs';
import { summarize, table, verdict } from './report.mjs';
import { writeResults } from './results.mjs';
import { hasHistory } from './scenarios.mjs';
import { startServers } from './servers.mjs';
import { interruption } from './interruption.mjs';

const options = readOptions();
const say = (text) => (options.json ? process.stderr : process.stdout).write(`${text}\n`);

async function main() {
  const dist = resolve(options.dist);
  const servers = await startServers({ dist, sql: options.sql });
  const profiles = options.profile ? await mkdtemp(join(tmpdir(), 'signet-profile-')) : undefined;
  try {
    const histories = new Histories({ servers, dist, say });
    await Promise.race([runAll({ ...options, dist, servers, histories, profiles }), interruption()]);
  } finally {
    await servers.stop(options);
    await cleanUp(profiles, servers);
  }
}

async function runAll(run) {
  if (run.scenarios.some(hasHistory)) {
    await run.histories.requireRoom(run.history); // known now, and not after half of the run
  }
  const results = [];
  for (const scenario of options.scenarios) {
    results.push(await runScenario(scenario, run));
  }
  if (options.json) {
    process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  }
  if (options.write) {
    await writeResults(results, options);
  }
}

async function cleanUp(profiles, { folder }) {
  if (options.keep) {
    say(`\nkept: ${[folder, profiles].filter(Boolean).join(' ')}`);
  } else if (profiles) {
    await rm(profiles, { recursive: true });
  }
}

async function runScenario(scenario, run) {
  say(`\n${scenario.name}: ${scenario.what}`);
  const rounds = [];
  for (let round = 1; round <= options.rounds; round++) {
    rounds.push({});
    for (const side of options.side ? [options.side] : Object.keys(scenario.sides)) {
      rounds.at(-1)[side] = await runSide(scenario, side, run, `round ${round} of ${options.rounds}`);
    }
  }
  const summary = summarize(scenario, rounds);
  say(`\n${table(summary)}\n${verdict(summary)}`);
  return summary;
}

async function runSide(scenario, side, run, round) {
  const figures = await measure(scenario, side, run);
  say(`  ${round}, ${side.padEnd(7)} ${figures.pages ? pagesText(figures) : loadText(figures)}`);
  if (figures.statements) {
    say(figures.statements);
  }
  if (run.profiles && figures.window) {
    sayProfiles(run.profiles, figures);
  }
  return figures;
}

function loadText({ acceptedPerSecond, finishedPerSecond, p50, p99, cpu, refused }) {
  const finished = finishedPerSecond === null ? '' : `, ${Math.round(finishedPerSecond)} finished/s`;
  const times = Object.entries(cpu).map(([name, us]) => `${name} ${us.toFixed(0)}`);
  return (
    `${Math.round(acceptedPerSecond)} accepted/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms${finished}; ` +
    `us/event: ${times.join(', ')}${refused > 0 ? `; ${refused} refused` : ''}`
  );
}

function pagesText({ pages }) {
  const [filter, { p99 }] = Object.entries(pages).reduce((one, next) =>
    next[1].p99 > one[1].p99 ? next : one,
  );
  return `slowest page: ${filter}, p99 ${p99.toFixed(1)} ms`;
}

function sayProfiles(folder, { cpu, window, accepted }) {
  for (const name of Object.keys(cpu).filter((name) => name.includes('-'))) {
    say(`\n${name}\n${profileText(profileOf(folder, name), window, accepted)}`);
  }
}

await main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
process.exit();
