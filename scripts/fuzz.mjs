/** `npm run fuzz`: the fuzzing tests of `npm run verify`, far longer, from a seed that is printed. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { requireRedisFolder } from './redis-server.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const TARGETS = {
  door: 'test/integration/fuzz-hook-door.spec.ts',
  documents: 'test/fuzz-documents.spec.ts',
  expressions: 'test/fuzz-expressions.spec.ts',
};
const TIMEOUT_MS = 6 * 60 * 60_000;
const HELP = `npm run fuzz [-- --runs 20000] [--seed 1] [--only <target>]...

Breaks deliveries, workflow documents and expressions at random, and checks that they are refused as they should be.

  --runs <n>       runs of every property (default 20000)
  --seed <n>       where the dice start (default: drawn, and printed)
  --only <target>  ${Object.keys(TARGETS).join(', ')}; may be given more than once
`;
const options = {
  runs: { type: 'string', default: '20000' },
  seed: { type: 'string', default: String(randomInt(1_000_000_000)) },
  only: { type: 'string', multiple: true, default: Object.keys(TARGETS) },
  help: { type: 'boolean', default: false },
};

try {
  const { only, help, ...numbers } = parseArgs({ options }).values;
  const [runs, seed] = [String(numbers.runs), String(numbers.seed)];
  if (help) {
    process.stdout.write(HELP);
    process.exit(0);
  }
  const wrong =
    [runs, seed].find((text) => !/^\d{1,9}$/.test(text)) ?? only.find((name) => !(name in TARGETS));
  if (wrong !== undefined) {
    throw new Error(`not understood: ${wrong}`);
  }
  process.stdout.write(
    `${runs} runs from seed ${seed}; again: npm run fuzz -- --runs ${runs} --seed ${seed}\n`,
  );
  const path = `${process.env.PATH}${delimiter}${requireRedisFolder(process.env.PATH ?? '')}`;
  const files = only.map((name) => TARGETS[name]);
  const child = spawn(
    join(ROOT, 'node_modules', '.bin', 'vitest'),
    ['run', '--project', 'unit', '--project', 'integration', `--testTimeout=${TIMEOUT_MS}`, ...files],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, PATH: path, FUZZ_RUNS: runs, FUZZ_SEED: seed } },
  );
  child.once('exit', (code) => (process.exitCode = code ?? 1));
} catch (error) {
  process.stderr.write(`${error.message}\n\n${HELP}`);
  process.exitCode = 2;
}
