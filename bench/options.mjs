/** The command line of `npm run bench`. */
import { parseArgs } from 'node:util';
import { SCENARIOS } from './scenarios.mjs';

const HELP = `npm run bench [-- options]

Runs Signet and a bare program that does the same work ("floor"), or Signet in two places, in turn on this machine, and
prints how they compare.
Postgres is an embedded one with durable commits, Redis is this system's; both are thrown away afterwards.

${SCENARIOS.map(({ name, what }) => `  ${name.padEnd(16)} ${what}`).join('\n')}

  --only <scenario>    run this one alone; may be given more than once
  --rounds <n>         how often each side runs (default 3); the median of the ratios counts
  --seconds <n>        length of one measurement (default 8), after a warm-up of 20,000 events
  --connections <n>    keep-alive connections of the load generator, each with one request under way (default 64)
  --dist <folder>      built program to measure (default dist)
  --side <name>        run one side alone, such as floor or signet, of the scenarios that have it: no ratio then
  --history <n>        finished executions of the scenarios "history" and "lists" (default 10,000,000). They are made
                       once in a run, take 3.5 KB each below the system's folder for temporary files (TMPDIR), and
                       many minutes
  --rate <n>           events a second of the scenario "half-rate" (default half of what each side sustains)
  --profile            take CPU profiles and print where time goes; figures are slower then
  --sql                print what each statement cost in Postgres, by pg_stat_statements; figures are slower then
  --keep               leave the profiles and the Postgres log, and say where
  --json               print the figures as JSON on stdout, and nothing else there
  --write              put the results into bench/RESULTS.md and bench/results.svg, in the place of what their scenarios
                       had there
  --help               this text
`;

const OPTIONS = /** @type {const} */ ({
  only: { type: 'string', multiple: true, default: [] },
  rounds: { type: 'string', default: '3' },
  seconds: { type: 'string', default: '8' },
  connections: { type: 'string', default: '64' },
  dist: { type: 'string', default: 'dist' },
  side: { type: 'string' },
  history: { type: 'string', default: '10000000' },
  rate: { type: 'string' },
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
const MOST_HISTORY = 100_000_000;
const MOST_RATE = 100_000;

/** What was asked for; prints the help or the fault and ends the process where there is nothing to do. */
export function readOptions() {
  try {
    const { values } = parseArgs({ options: OPTIONS });
    if (values.help) {
      process.stdout.write(HELP);
      process.exit(0);
    }
    requireWhole(values);
    return {
      ...values,
      scenarios: chosen(values),
      rounds: requireCount('rounds', values.rounds, MOST_ROUNDS),
      history: requireCount('history', values.history, MOST_HISTORY),
      rate: values.rate === undefined ? undefined : requireCount('rate', values.rate, MOST_RATE),
      seconds: requireCount('seconds', values.seconds, MOST_SECONDS),
      connections: requireCount('connections', values.connections, 1000),
    };
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}

/** What is written down is compared, and was measured with nothing else going on. */
function requireWhole({ write, side, profile, sql }) {
  if (write && (side !== undefined || profile || sql)) {
    throw new Error('--write goes with neither --side nor --profile nor --sql');
  }
}

/** The scenarios that are named, or all; of these, those that have the side. */
function chosen({ only, side }) {
  const unknown = only.find((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown !== undefined) {
    throw new Error(`there is no scenario "${unknown}"`);
  }
  const scenarios = SCENARIOS.filter(
    ({ name, sides }) =>
      (only.length === 0 || only.includes(name)) && (side === undefined || Object.hasOwn(sides, side)),
  );
  if (scenarios.length === 0) {
    throw new Error(`no such scenario has a side "${side}"`);
  }
  return scenarios;
}

function requireCount(name, text, most) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new Error(`--${name} must be a whole number from 1 to ${most}`);
  }
  return value;
}
