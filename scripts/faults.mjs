/** `npm run faults`: the fault suite, round after round, each with its own seed. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { requireRedisFolder } from './redis-server.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SPECS = join('test', 'fault');
const FAULTS = readdirSync(join(ROOT, SPECS)).flatMap((file) => /^(.+)\.spec\.ts$/.exec(file)?.[1] ?? []);
/** No fault, but as long: metrics do not grow, with so many events. Played once, whatever the rounds. */
const LABELS = 'bounded-labels';
const LABELS_EVENTS = '100000';
const SCENARIOS = [...FAULTS, LABELS];
const HELP = `npm run faults [-- --rounds 20] [--seed 1] [--only <scenario>]...

Kills, freezes, stops and restarts the built program, its Postgres and its Redis under load, and checks after each
scenario that no promise broke. Scenarios that have a longer form play that. Last, once, ${LABELS}: ${LABELS_EVENTS} events
add no series to the metrics (BOUNDED_LABELS_EVENTS). Build first (npm run build).

  --rounds <n>       rounds of every scenario (default 20); round n has the seed of the first plus n - 1
  --seed <n>         seed of the first round (default: drawn, and printed)
  --only <scenario>  ${SCENARIOS.join(', ')}; may be given more than once
`;

const options = {
  rounds: { type: 'string', default: '20' },
  seed: { type: 'string', default: String(randomInt(1_000_000_000)) },
  only: { type: 'string', multiple: true, default: SCENARIOS },
  help: { type: 'boolean', default: false },
};

function requestedRun() {
  const { values } = parseArgs({ options });
  if (values.help) {
    process.stdout.write(HELP);
    process.exit(0);
  }
  const rounds = String(values.rounds);
  const seed = String(values.seed);
  const wrong = [rounds, seed].find((text) => !/^\d{1,9}$/.test(text));
  const unknown = values.only.find((name) => !SCENARIOS.includes(name));
  if (wrong !== undefined || unknown !== undefined) {
    throw new Error(
      unknown === undefined ? `not a whole number: ${wrong}` : `there is no scenario "${unknown}"`,
    );
  }
  if (!existsSync(join(ROOT, process.env.FAULT_PROGRAM ?? 'dist/main.js'))) {
    throw new Error('there is nothing to test: run "npm run build" first');
  }
  return { rounds, seed, only: values.only };
}

try {
  const { rounds, seed, only } = requestedRun();
  const path = `${process.env.PATH}${delimiter}${requireRedisFolder(process.env.PATH ?? '')}`;
  process.stdout.write(
    `${rounds} rounds from seed ${seed}; again: npm run faults -- --rounds ${rounds} --seed ${seed}\n`,
  );
  const env = { ...process.env, PATH: path, FAULT_ROUNDS: rounds, FAULT_SEED: seed, FAULT_LONG: '1' };
  const files = FAULTS.filter((name) => only.includes(name)).map((name) => join(SPECS, `${name}.spec.ts`));
  const codes = [
    files.length > 0 ? await runTests('fault', files, env) : 0,
    only.includes(LABELS)
      ? await runTests('integration', [join('test', 'integration', `${LABELS}.spec.ts`)], {
          ...env,
          BOUNDED_LABELS_EVENTS: LABELS_EVENTS,
        })
      : 0,
  ];
  process.stdout.write(`seed of the first round: ${seed}\n`);
  process.exitCode = Math.max(...codes);
} catch (error) {
  process.stderr.write(`${error.message}\n\n${HELP}`);
  process.exitCode = 2;
}

/** Resolves to the exit code; 1 when it was killed. */
function runTests(project, files, env) {
  const child = spawn(
    join(ROOT, 'node_modules', '.bin', 'vitest'),
    ['run', '--project', project, '--reporter=verbose', ...files],
    { cwd: ROOT, stdio: 'inherit', env },
  );
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
