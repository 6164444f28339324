/** What must be there before Signet can start: a Node that is new enough, the packages, the built program, a folder. */
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isStale } from './installation.mjs';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const SIGNET = join(ROOT, 'dist', 'cli', 'signet.js');
/** What is built last. */
const CONSOLE = join(ROOT, 'dist', 'console', 'index.html');

const OLDEST_NODE = [20, 19];
const LAST_LINES = 15;
const FLAGS = ['--loglevel=error', '--include=dev', '--include=optional'];
/** As `npm run verify` does: the second puts up with a lock file that lacks packages of other systems, and leaves it alone. */
const INSTALLS = [
  ['ci', ...FLAGS],
  ['install', '--no-save', ...FLAGS],
];
/** What the built program is made of. */
const INPUTS = ['src', 'console', 'package.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
/** The program, then the console beside it: the first empties the folder. */
const BUILDS = [
  ['nest', 'build'],
  ['vite', 'build', 'console'],
];

/** Installs and builds what is missing or older than its sources. Throws an Error for a person to read. */
export async function prepare(say) {
  requireNode(process.versions.node);
  if (mustInstall()) {
    say('installing packages');
    await install(say);
  }
  if (mustBuild()) {
    say('building the program');
    for (const [command, ...args] of BUILDS) {
      const { code, output } = await run(join(ROOT, 'node_modules', '.bin', command), args);
      if (code !== 0) {
        throw new Error(`the program could not be built:\n${output}`);
      }
    }
  }
}

function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOldMinor = major === OLDEST_NODE[0] && minor < OLDEST_NODE[1];
  if (major < OLDEST_NODE[0] || isOldMinor) {
    throw new Error(`Node ${version} is too old: install Node ${OLDEST_NODE.join('.')} or newer`);
  }
}

function mustInstall() {
  const lock = readJson(join(ROOT, 'package-lock.json'));
  const installed = readJson(join(ROOT, 'node_modules', '.package-lock.json'));
  return lock === undefined ? installed === undefined : isStale(lock, installed);
}

async function install(say) {
  let last = '';
  for (const command of INSTALLS) {
    const { code, output } = await run('npm', command);
    if (code === 0) {
      return;
    }
    say(`npm ${command[0]} could not do it`);
    last = output;
  }
  throw new Error(`the packages could not be installed:\n${last}`);
}

function mustBuild() {
  return !exists(CONSOLE) || newest(INPUTS.map((input) => join(ROOT, input))) > statSync(CONSOLE).mtimeMs;
}

function newest(paths) {
  const times = paths.flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) {
      return [];
    }
    return found.isDirectory()
      ? [newest(readdirSync(path).map((name) => join(path, name)))]
      : [found.mtimeMs];
  });
  return Math.max(0, ...times);
}

/** `.signet/quickstart` of the checkout, else of the home folder when the checkout is somebody else's. */
export function chooseFolder() {
  const places = [ROOT, homedir()].map((place) => join(place, '.signet', 'quickstart'));
  const folder = places.find(isWritable);
  if (folder === undefined) {
    throw new Error(
      `no folder for the data: neither ${places.join(' nor ')} can be written; name one with --data`,
    );
  }
  return folder;
}

function isWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a program to its end; `output` is the last lines it said. */
export function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => chunks.push(chunk));
    }
    const end = (code, remark) => {
      const lines = Buffer.concat(chunks).toString('utf8').trimEnd().split('\n').slice(-LAST_LINES);
      resolve({ code, output: [...lines, ...remark].join('\n') });
    };
    child.once('error', (error) => end(null, [error.message]));
    child.once('close', (code) => end(code, []));
  });
}

function exists(path) {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
