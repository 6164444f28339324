/** The command line of `npm run bench:load`. */
import { parseArgs } from 'node:util';

const HELP = `npm run bench:load -- soak [options]
npm run bench:load -- overload [options]

Sends events at a fixed rate to the built program, web and worker, with a Postgres and a Redis that are thrown away
afterwards, and says whether it held up. The rate it sustains is measured first, by a closed loop.

  soak       a share of that rate for long: memory flat, latency steady, no lane stuck, nothing lost
  overload   a phase at half of it, one at a multiple, one at half again: refuses early and says when to come back,
             keeps the latency of what it takes, loses none of it, recovers

soak
  --minutes <n>        how long (default 30)
  --rate-share <x>     of the sustained rate (default 0.7)

overload
  --factor <x>         of the sustained rate in the second phase (default 3)
  --seconds <n>        length of each phase (default 20)

both
  --rate <n>           take this for the sustained rate, in events per second, and do not measure it
  --dist <folder>      built program to measure (default dist)
  --json               print the figures as JSON on stdout, and nothing else there
  --write              put the figures into bench/LOAD.md and the plot into bench/soak.svg or bench/overload.svg
  --help               this text

Ends with 0 when it held up, with 1 when it did not or could not be measured, with 2 when it was asked for wrongly.
`;

const OPTIONS = /** @type {const} */ ({
  minutes: { type: 'string' },
  'rate-share': { type: 'string' },
  factor: { type: 'string' },
  seconds: { type: 'string' },
  rate: { type: 'string' },
  dist: { type: 'string', default: 'dist' },
  json: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
});
const OWN = { soak: ['minutes', 'rate-share'], overload: ['factor', 'seconds'] };

/** What was asked for; prints the help or the fault and ends the process where there is nothing to do. */
export function readOptions() {
  try {
    const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
    if (values.help) {
      process.stdout.write(HELP);
      process.exit(0);
    }
    return {
      command: requireCommand(positionals, values),
      minutes: requireNumber('minutes', values.minutes ?? '30', { least: 0.5, most: 600 }),
      rateShare: requireNumber('rate-share', values['rate-share'] ?? '0.7', { least: 0.01, most: 1 }),
      factor: requireNumber('factor', values.factor ?? '3', { least: 1, most: 20 }),
      seconds: requireNumber('seconds', values.seconds ?? '20', { least: 5, most: 600 }),
      rate:
        values.rate === undefined ? null : requireNumber('rate', values.rate, { least: 1, most: 100_000 }),
      dist: values.dist,
      json: values.json,
      write: values.write,
    };
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}

function requireCommand([command, ...rest], values) {
  if (!Object.hasOwn(OWN, command ?? '') || rest.length > 0) {
    throw new Error('say soak or overload');
  }
  const other = OWN[command === 'soak' ? 'overload' : 'soak'].find((name) => values[name] !== undefined);
  if (other !== undefined) {
    throw new Error(`--${other} is no option of ${command}`);
  }
  return command;
}

function requireNumber(name, text, { least, most }) {
  const value = Number(text);
  if (!(value >= least && value <= most)) {
    throw new Error(`--${name} must be a number from ${least} to ${most}`);
  }
  return value;
}
