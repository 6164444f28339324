/** The command line of `npm run bench:peers`. */
import { parseArgs } from 'node:util';

const OPTIONS = /** @type {const} */ ({
  only: { type: 'string', multiple: true, default: [] },
  rounds: { type: 'string', default: '3' },
  seconds: { type: 'string', default: '8' },
  connections: { type: 'string', default: '32' },
  dist: { type: 'string', default: 'dist' },
  scratch: { type: 'string', default: '.cache/peers' },
  json: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
});
/** Deliveries are signed beforehand and may not grow older than the tolerance of five minutes. */
const MOST_SECONDS = 120;

const help = (sides) => `npm run bench:peers [-- options]

Runs Signet, the bare program that does the same work ("floor") and other engines in turn on this machine, under the same
load, and prints how they compare. The others come from the npm registry at pinned versions, into a folder of their own;
n8n alone takes more than 1 GB and some minutes the first time. Postgres is an embedded one with durable commits, Redis is
this system's; both are thrown away afterwards. All listen on 127.0.0.1, with their telemetry off.

${sides.map(({ name, what }) => `  ${name.padEnd(8)} ${what}`).join('\n')}

  --only <name>        run this one, beside Signet; may be given more than once
  --rounds <n>         how often each runs (default 3); the median of the ratios counts
  --seconds <n>        length of one measurement (default 8, at most ${MOST_SECONDS}), after a warm-up
  --connections <n>    keep-alive connections of the load generator, each with one request under way (default 32)
  --dist <folder>      built program to measure (default dist)
  --scratch <folder>   where the packages of the others are kept (default .cache/peers)
  --json               print the figures as JSON on stdout, and nothing else there
  --write              put the results into bench/PEERS.md
  --help               this text

Ends with 0 when each has figures, 1 when one could not be installed or measured, 2 when an option is wrong.
`;

/** What was asked for; prints the help or the fault and ends the process where there is nothing to do. */
export function readOptions(sides) {
  try {
    const { values } = parseArgs({ options: OPTIONS });
    if (values.help) {
      process.stdout.write(help(sides));
      process.exit(0);
    }
    return {
      ...values,
      sides: chosen(sides, values.only),
      rounds: requireCount('rounds', values.rounds, 50),
      seconds: requireCount('seconds', values.seconds, MOST_SECONDS),
      connections: requireCount('connections', values.connections, 1000),
    };
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${help(sides)}`);
    return process.exit(2);
  }
}

function chosen(sides, only) {
  const unknown = only.find((name) => !sides.some((side) => side.name === name));
  if (unknown !== undefined) {
    throw new Error(`--only: there is no "${unknown}"`);
  }
  return only.length === 0 ? sides : sides.filter(({ name }) => name === 'signet' || only.includes(name));
}

function requireCount(name, text, most) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new Error(`--${name} must be a whole number from 1 to ${most}`);
  }
  return value;
}
