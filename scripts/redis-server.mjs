/**
 * A real Redis for the tests: the one on PATH, else Debian's, unpacked into `.cache/redis` without installing anything.
 *
 * Plain Node and no dependency: `npm run verify` needs it before anything is installed.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAMS = ['redis-server', 'valkey-server'];
const CACHE = join(dirname(dirname(fileURLToPath(import.meta.url))), '.cache');
const HOME = join(CACHE, 'redis');

/** The one line for a person whose system has no Redis and cannot be given one. */
export const NO_REDIS =
  'The tests need a real Redis: install redis-server or valkey-server (apt-get install redis-server, brew install redis) so that it is on PATH.';

/**
 * Folder with a `redis-server` or `valkey-server` that runs here.
 *
 * @param {string} searchPath folders to look in first, as in PATH
 * @returns {string}
 * @throws {Error} with one line that says how to get one
 */
export function requireRedisFolder(searchPath) {
  const folders = [...searchPath.split(delimiter).filter((folder) => folder !== ''), join(HOME, 'bin')];
  const found = folders.find((folder) => PROGRAMS.some((program) => runs(join(folder, program))));
  return found ?? unpackDebianRedis();
}

function runs(program) {
  if (!existsSync(program)) {
    return false;
  }
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function unpackDebianRedis() {
  const draft = `${HOME}.${process.pid}`;
  try {
    const packages = join(draft, 'packages');
    mkdirSync(packages, { recursive: true });
    download(packages, join(draft, 'apt'));
    for (const file of readdirSync(packages)) {
      run('dpkg-deb', ['-x', join(packages, file), join(draft, 'root')]);
    }
    writeStarter(draft);
    if (!runs(join(draft, 'bin', 'redis-server'))) {
      throw new Error('the unpacked redis-server does not run');
    }
    rmSync(packages, { recursive: true });
    rmSync(HOME, { recursive: true, force: true });
    renameSync(draft, HOME);
    return join(HOME, 'bin');
  } catch (cause) {
    throw new Error(NO_REDIS, { cause });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** redis-server and those of its libraries that the system lacks; with the system's package lists, else with fresh ones of our own. */
function download(folder, ownApt) {
  const options = process.getuid?.() === 0 ? ['-o', 'APT::Sandbox::User=root'] : [];
  let packages;
  try {
    packages = missingPackages(options);
    run('apt-get', [...options, 'download', ...packages], folder);
  } catch {
    mkdirSync(join(ownApt, 'lists', 'partial'), { recursive: true });
    mkdirSync(join(ownApt, 'cache', 'archives', 'partial'), { recursive: true });
    options.push(
      '-o',
      `Dir::State::lists=${join(ownApt, 'lists')}`,
      '-o',
      `Dir::Cache=${join(ownApt, 'cache')}`,
    );
    run('apt-get', [...options, 'update']);
    packages = missingPackages(options);
    run('apt-get', [...options, 'download', ...packages], folder);
  }
}

/** What `apt-get install` would install: a simulation, which any user may run. */
function missingPackages(options) {
  const plan = run('apt-get', [
    ...options,
    'install',
    '--simulate',
    '--no-install-recommends',
    'redis-server',
  ]);
  return [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
}

/** A small program in front of the unpacked one, that tells it where its libraries are. */
function writeStarter(draft) {
  const libraries = findFolders(join(draft, 'root'), /\.so(\.|$)/).map((folder) =>
    folder.slice(draft.length),
  );
  const bin = join(draft, 'bin');
  mkdirSync(bin);
  const script = [
    '#!/bin/sh',
    'here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)',
    `export LD_LIBRARY_PATH="${libraries.map((folder) => `$here${folder}`).join(':')}"`,
    'exec "$here/root/usr/bin/redis-server" "$@"',
    '',
  ];
  writeFileSync(join(bin, 'redis-server'), script.join('\n'));
  chmodSync(join(bin, 'redis-server'), 0o755);
}

function findFolders(folder, pattern) {
  const entries = readdirSync(folder, { withFileTypes: true });
  const below = entries
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => findFolders(join(folder, entry.name), pattern));
  return entries.some((entry) => pattern.test(entry.name)) ? [folder, ...below] : below;
}

function run(command, args, cwd) {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: plainEnvironment(),
  });
}

/** apt's answers are read, so they must be in English. */
function plainEnvironment() {
  return { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
}
