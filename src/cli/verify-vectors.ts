import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadPresets } from '../intake/verification/presets.js';
import { runVector } from './run-vector.js';
import type { Vector, VectorResult } from './vector.js';

const HELP = `Runs recorded sender requests through the verification profiles, offline.

usage: npm run --silent verify-vectors -- [--check] FILE.json

  FILE.json   vectors, as { "vectors": [...] } or [...]
  --check     also compare with what each vector expects, and list the differences on stderr
  --help      show this

Prints one line of JSON per vector: {"id","verdict","reason","event","response"}.
Exit codes: 0 done, 1 a difference was found with --check or a vector reached for an address it must not, 2 usage.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean' }, check: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (values.help === true || file === undefined || positionals.length > 1) {
    (values.help === true ? process.stdout : process.stderr).write(HELP);
    return values.help === true ? 0 : 2;
  }
  const vectors = readVectors(file);
  const presets = loadPresets();
  let differences = 0;
  for (const vector of vectors) {
    const result = await runVector(vector, presets);
    process.stdout.write(`${JSON.stringify(result)}\n`);
    if (values.check === true && isDifferent(vector, result)) {
      differences += 1;
      process.stderr.write(
        `${vector.id}: expected ${vector.expect} (${vector.reason}), got ${result.verdict} (${result.reason})\n`,
      );
    }
  }
  return differences === 0 ? 0 : 1;
}

function readVectors(file: string): Vector[] {
  const content = JSON.parse(readFileSync(file, 'utf8')) as Vector[] | { vectors: Vector[] };
  return Array.isArray(content) ? content : content.vectors;
}

function isDifferent(vector: Vector, result: VectorResult): boolean {
  return vector.expect !== undefined && vector.expect !== result.verdict;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof TypeError || error instanceof SyntaxError ? 2 : 1;
}
