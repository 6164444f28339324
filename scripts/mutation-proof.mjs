/** `npm run mutation-proof`: breaks the verification of senders in the classic ways and shows that a test notices each. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isStale, VECTORS } from './mutation.mjs';
import { failingTests, runTests } from './mutation-tests.mjs';
import { VectorProof } from './mutation-vectors.mjs';

const HELP = `npm run mutation-proof [-- --only <text>]... [--json] [--mutations <file>]

Breaks the source in one way after another, in memory alone, and runs the tests that have to notice. Each mutation is
data: a source file, a text in it, what takes its place, the mistake it stands for, and who catches it: a test file, or the
recorded requests of senders ("vectors").

  --only <text>       only mutations with this in their name; may be given more than once
  --mutations <file>  mutations to make (default: scripts/mutations.json)
  --json              one JSON document on stdout instead of lines
  --help              this text

Exit codes: 0 every mutation was noticed; 1 one survived, was not found in the source any more or did not run, or the
tests fail without it; 2 usage.
`;

const options = {
  only: { type: 'string', multiple: true, default: [] },
  mutations: { type: 'string', default: join(dirname(fileURLToPath(import.meta.url)), 'mutations.json') },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

const SAID = {
  noticed: 'noticed ',
  survived: 'SURVIVED',
  stale: 'STALE   ',
  broken: 'BROKEN  ',
};

class Usage extends Error {}

function requested() {
  try {
    const { values } = parseArgs({ options });
    const all = JSON.parse(readFileSync(values.mutations, 'utf8'));
    const chosen = all.filter(
      ({ name }) => values.only.length === 0 || values.only.some((text) => name.includes(text)),
    );
    if (chosen.length === 0) {
      throw new Usage(`there is no mutation with "${values.only.join('" or "')}" in its name`);
    }
    return { ...values, chosen };
  } catch (error) {
    throw new Usage(error.message);
  }
}

async function main() {
  if (process.argv.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  const { chosen, json } = requested();
  const say = (line) => (json ? undefined : process.stdout.write(`${line}\n`));
  const results = [];
  const tell = (result) => {
    results.push(result);
    say(`${SAID[result.status]} ${results.length}/${chosen.length}  ${lineOf(result)}`);
  };
  chosen.filter(isStale).forEach((mutation) => tell({ mutation, status: 'stale', tests: [] }));
  const fresh = chosen.filter((mutation) => !isStale(mutation));
  const failing = (await Promise.all([byVectors(fresh, tell), byTests(fresh, tell)])).flat();
  const noticed = results.filter(({ status }) => status === 'noticed').length;
  say(`\n${noticed} of ${chosen.length} mistakes noticed`);
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ noticed, of: chosen.length, failing, results: results.map(told) })}\n`,
    );
  }
  if (failing.length > 0) {
    process.stderr.write(
      `tests fail though nothing is broken, so they show nothing:\n  ${failing.join('\n  ')}\n`,
    );
  }
  return noticed === chosen.length && failing.length === 0 ? 0 : 1;
}

/** In this process, while the tests run in others. */
async function byVectors(mutations, tell) {
  const own = mutations.filter(({ by }) => by === VECTORS);
  if (own.length === 0) {
    return [];
  }
  const proof = await new VectorProof().open();
  try {
    const failing = await proof.run(null);
    for (const mutation of failing.length > 0 ? [] : own) {
      tell({ mutation, ...(await noticedBy(proof, mutation)) });
    }
    return failing;
  } finally {
    await proof.close();
  }
}

async function noticedBy(proof, mutation) {
  try {
    const tests = await proof.run(mutation);
    return { status: tests.length > 0 ? 'noticed' : 'survived', tests };
  } catch {
    return { status: 'broken', tests: [] };
  }
}

async function byTests(mutations, tell) {
  const own = mutations.filter(({ by }) => by !== VECTORS);
  const failing = await failingTests(own);
  await runTests(failing.length > 0 ? [] : own, tell);
  return failing;
}

function lineOf({ mutation: { name, mistake, file, by }, status, tests }) {
  return `${name}: ${mistake} (${status === 'noticed' ? tests[0] : `${file}, ${by}`})`;
}

const told = ({ mutation: { name, mistake, file, by }, status, tests }) => ({
  name,
  mistake,
  file,
  by,
  status,
  tests,
});

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Usage ? `${error.message}\n\n${HELP}` : error.stack}\n`);
  process.exitCode = error instanceof Usage ? 2 : 1;
}
