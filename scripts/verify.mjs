/** `npm run verify`: everything that must hold, in one command. Plain Node, because it also installs the dependencies. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isStale } from './installation.mjs';
import { requireRedisFolder } from './redis-server.mjs';
import { countScript } from './script-report.mjs';
import { countTests } from './test-report.mjs';
import { STEPS } from './verify-steps.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const REPORTS = join(ROOT, '.cache', 'verify');
const INSTALL_MINUTES = 8;
/** Failures that are said once more at the end. */
const MOST_REPEATED = 20;
/**
 * The second also takes what the lock file says and leaves that file alone, but puts up with a lock file without the
 * optional packages of other systems, which is what npm writes when its registry does not carry them.
 */
const INSTALLS = [
  ['ci', '--loglevel=error', '--include=dev', '--include=optional'],
  ['install', '--loglevel=error', '--no-save', '--include=dev', '--include=optional'],
];
/** Vitest must not write into node_modules, which may belong to another user. */
const ANY_USER = ['--configLoader=runner', '--no-cache'];
const NAMES = STEPS.map(({ name }) => name);

const HELP = `npm run verify [-- --only <step>]...

Installs what is missing, finds a Redis, then runs: ${NAMES.join(', ')}.
Postgres is an embedded one unless DATABASE_URL is set; Redis is one of this system's unless REDIS_URL is set.
The last line is "N passed, N failed", after what failed and what could not happen here is said once more; the exit code is 1
if anything failed.

  --only <step>  run this step alone; may be given more than once
  --help         this text
`;

/** @type {{ passed: number, failures: string[], undone: string[] }} */
const totals = { passed: 0, failures: [], undone: [] };

async function main() {
  const only = requestedSteps();
  say(`verify on Node ${process.versions.node}, ${process.platform}-${process.arch}`);
  const steps = STEPS.filter(({ name }) => only.length === 0 || only.includes(name));
  if ((await install()) && (!steps.some(({ servers }) => servers) || findRedis())) {
    mkdirSync(REPORTS, { recursive: true });
    for (const step of steps) {
      await run(step);
    }
  }
  const { passed, failures, undone } = totals;
  process.exitCode = failures.length > 0 ? 1 : 0;
  for (const failure of failures.slice(0, MOST_REPEATED)) {
    say(`\nFAILED: ${failure}`);
  }
  if (failures.length > MOST_REPEATED) {
    say(`\nand ${failures.length - MOST_REPEATED} more`);
  }
  say(['', ...undone, `${passed} passed, ${failures.length} failed`].join('\n'));
}

function requestedSteps() {
  const options = {
    only: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  };
  try {
    const { values } = parseArgs({ options });
    if (values.help) {
      process.stdout.write(HELP);
      process.exit(0);
    }
    const unknown = values.only.find((name) => !NAMES.includes(name));
    if (unknown !== undefined) {
      throw new Error(`there is no step "${unknown}"`);
    }
    return values.only;
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}

async function install() {
  const lock = readJson(join(ROOT, 'package-lock.json'));
  const installed = readJson(join(ROOT, 'node_modules', '.package-lock.json'));
  if (lock !== undefined && !isStale(lock, installed)) {
    return true;
  }
  heading('install', 'dependencies as locked');
  for (const command of INSTALLS) {
    if ((await spawned('npm', command, INSTALL_MINUTES)) === 0) {
      return count(1);
    }
    say(`npm ${command[0]} could not do it`);
  }
  return count(0, ['install']);
}

/** Puts a Redis on the PATH of all that follows. */
function findRedis() {
  heading('redis', 'a real Redis for the tests');
  try {
    const path = process.env.PATH ?? '';
    const folder = requireRedisFolder(path);
    process.env.PATH = `${path}${delimiter}${folder}`;
    say(folder);
    return count(1);
  } catch (error) {
    return count(0, [`redis: ${error.message}`]);
  }
}

async function run({ name, what, command, script, project, minutes }) {
  heading(name, what);
  const started = performance.now();
  if (command !== undefined) {
    const code = await spawned(bin(command[0]), command.slice(1), minutes);
    count(code === 0 ? 1 : 0, code === 0 ? [] : [name]);
  } else if (script !== undefined) {
    const { passed, failures, undone } = await runScript(name, script, minutes);
    count(passed, failures);
    totals.undone.push(...undone);
  } else {
    const { passed, failures } = await runTests(project, minutes);
    count(passed, failures);
  }
  say(`${name}: ${Math.round((performance.now() - started) / 1000)} s`);
}

async function runScript(name, script, minutes) {
  const said = [];
  const hear = (chunk) => {
    said.push(chunk);
    process.stdout.write(chunk);
  };
  const code = await spawned(process.execPath, [join(ROOT, script)], minutes, hear);
  return countScript(name, code, Buffer.concat(said).toString('utf8'));
}

async function runTests(project, minutes) {
  const report = join(REPORTS, `${project}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await spawned(
    bin('vitest'),
    ['run', ...ANY_USER, '--project', project, ...reporters],
    minutes,
  );
  return countTests(readJson(report), code);
}

/** Resolves to the exit code; null when it could not start, was killed or had to be. `hear` gets what it says, if given. */
function spawned(program, args, minutes, hear) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', hear ? 'pipe' : 'inherit', 'inherit'],
    });
    child.stdout?.on('data', hear);
    const soft = setTimeout(() => {
      say(`FAILED: still running after ${minutes} minutes`);
      child.kill('SIGTERM');
    }, minutes * 60_000);
    const hard = setTimeout(() => child.kill('SIGKILL'), minutes * 60_000 + 15_000);
    const end = (code) => {
      clearTimeout(soft);
      clearTimeout(hard);
      resolve(code);
    };
    child.once('error', (error) => {
      say(error.message);
      end(null);
    });
    child.once('close', end);
  });
}

function bin(program) {
  return join(ROOT, 'node_modules', '.bin', program);
}

function count(passed, failures = []) {
  totals.passed += passed;
  totals.failures.push(...failures);
  return failures.length === 0;
}

function heading(name, what) {
  say(`\n== ${name}: ${what}`);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

await main();
