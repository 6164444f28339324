/** The command line of `npm run bench`. */
import { parseArgs } from 'node:util';
import { SCENARIOS } from './scenarios.mjs';

const NAMES = SCENARIOS.map(({ name }) => name);

const HELP = `npm run bench [-- options]

Runs Signet and a bare program that does the same work ("floor") in turn on this machine, and prints how they compare.
Postgres is an embedded one with durable commits, Redis is this system's; both are thrown away afterwards.

${SCENARIOS.map(({ name, what }) => `  ${name.padEnd(16)} ${what}`).join('\n')}

  --only <scenario>    run this one alone; may be given more than once
  --rounds <n>         how often each side runs (default 3); the median of the ratios counts
  --seconds <n>        length of one measurement (default 8), after a warm-up of 20,000 events
  --connections <n>    keep-alive connections of the load generator, each with one request under way (default 64)
  --dist <folder>      built program to measure (default dist)
  --side <name>        run one side alone, floor or signet: no ratio then
  --profile            take CPU profiles and print where time goes; figures are slower then
  --sql                print what each statement cost in Postgres, by pg_stat_statements; figures are slower then
  --keep               leave the profiles and the Postgres log, and say where
  --json               print the figures as JSON on stdout, and nothing else there
  --write              put the results into bench/RESULTS.md
  --help               this text
`;

const OPTIONS = /** @type {const} */ ({
  only: { type: 'string', multiple: true, default: [] },
  rounds: { type: 'string', default: '3' },
  seconds: { type: 'string', default: '8' },
  connections: { type: 'string', default: '64' },
  dist: { type: 'string', default: 'dist' },
  side: { type: 'string' },
  profile: { type: 'boolean', default: false },
  sql: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
});

/** Longest measurement and most rounds: a benchmark left alone must end. */
const MOST_SECONDS = 600;
const MOST_ROUNDS = 50;

/** What was asked for; prints the help or the fault and ends the process where there is nothing to do. */
export function readOptions() {
  try {
    const { values } = parseArgs({ options: OPTIONS });
    if (values.help) {
      process.stdout.write(HELP);
      process.exit(0);
    }
    return {
      ...values,
      only: requireKnown(values.only),
      side: requireSide(values.side),
      rounds: requireCount('rounds', values.rounds, MOST_ROUNDS),
      seconds: requireCount('seconds', values.seconds, MOST_SECONDS),
      connections: requireCount('connections', values.connections, 1000),
    };
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}

function requireKnown(only) {
  const unknown = only.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw new Error(`there is no scenario "${unknown}"`);
  }
  return only.length === 0 ? NAMES : only;
}

function requireSide(side) {
  if (side !== undefined && side !== 'floor' && side !== 'signet') {
    throw new Error('--side is floor or signet');
  }
  return side;
}

function requireCount(name, text, most) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new Error(`--${name} must be a whole number from 1 to ${most}`);
  }
  return value;
}
