/** `npm run bench:peers`: Signet, the bare program and other engines, in turn, on this machine. See `--help`. */
import { resolve } from 'node:path';
import { startServers } from '../servers.mjs';
import { dbos } from './dbos.mjs';
import { installPeer } from './install.mjs';
import { measure } from './measure.mjs';
import { n8n } from './n8n.mjs';
import { readOptions } from './options.mjs';
import { floor, signet } from './own.mjs';
import { summarize, table, verdicts, writePeers } from './report.mjs';
import { restate } from './restate.mjs';
import { interruption } from '../interruption.mjs';

const options = readOptions([signet, floor, restate, dbos, n8n]);
const say = (text) => (options.json ? process.stderr : process.stdout).write(`${text}\n`);

async function main() {
  const work = async () => {
    const folders = await installAll();
    const dist = resolve(options.dist);
    const servers = await startServers({ dist });
    stopServers = () => servers.stop({ keep: false });
    return report(await runAll({ ...options, dist, servers }, folders));
  };
  let stopServers = async () => undefined;
  try {
    await Promise.race([work(), interruption()]);
  } finally {
    await stopServers();
  }
}

/** Folder of packages by side, or the fault; what is ours needs none. */
async function installAll() {
  const folders = new Map();
  for (const side of options.sides.filter(({ packages }) => packages)) {
    say(
      `${side.name}: ${Object.entries(side.packages)
        .map((pair) => pair.join('@'))
        .join(' ')}`,
    );
    folders.set(side.name, await orFault(side, () => installPeer(side, resolve(options.scratch))));
  }
  return folders;
}

async function runAll(run, folders) {
  const runs = new Map(options.sides.map(({ name }) => [name, []]));
  for (let round = 1; round <= options.rounds; round++) {
    for (const side of options.sides) {
      const folder = folders.get(side.name);
      const before = folder?.fault ? folder : runs.get(side.name).find(({ fault }) => fault);
      const figures = before ?? (await orFault(side, () => measure(side, { ...run, folder })));
      runs.get(side.name).push(figures);
      sayRun(`round ${round} of ${options.rounds}, ${side.name.padEnd(7)}`, figures);
    }
  }
  return runs;
}

/** A side that cannot be installed or run has no figures; the others go on. */
async function orFault({ name }, work) {
  try {
    return await work();
  } catch (error) {
    process.stderr.write(`${name}: ${error.message}\n`);
    return { fault: faultOf(error.message) };
  }
}

/** The line of a program's last words that says most. */
const faultOf = (message) =>
  /^.*(404 Not Found|No matching version|request to http).*$/m.exec(message)?.[0] ?? message;

function sayRun(place, { fault, acceptedPerSecond, finishedPerSecond, p50, p99, refused }) {
  say(
    fault
      ? `  ${place} not measured`
      : `  ${place} ${Math.round(acceptedPerSecond)} accepted/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ` +
          `${Math.round(finishedPerSecond)} finished/s${refused > 0 ? `; ${refused} refused` : ''}`,
  );
}

async function report(runs) {
  const summaries = options.sides.map((side) => summarize(side, runs.get(side.name), runs.get('signet')));
  say(`\n${table(summaries)}\n\n${verdicts(summaries)}`);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(summaries, null, 2)}\n`);
  }
  if (options.write) {
    await writePeers(summaries, options);
  }
  process.exitCode = summaries.some(({ fault }) => fault) ? 1 : 0;
}

await main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
process.exit();
