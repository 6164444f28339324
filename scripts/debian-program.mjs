/**
 * Programs the tests and benchmarks need and npm does not have: the one on PATH, else Debian's, unpacked into `.cache`
 * without installing anything.
 *
 * Plain Node and no dependency: `npm run verify` needs it before anything is installed.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = join(dirname(dirname(fileURLToPath(import.meta.url))), '.cache');

/**
 * Folder with a program that runs here.
 *
 * @param {object} wanted
 * @param {string} wanted.home folder in `.cache` for what is unpacked
 * @param {string[]} wanted.programs any of them will do
 * @param {string} wanted.debianPackage what to unpack when none is there
 * @param {string[]} wanted.unpacked its programs
 * @param {string} [wanted.within] folder of the package they are in (default `usr/bin`)
 * @param {string} wanted.advice the one line for a person whose system has none and cannot be given one
 * @param {string} searchPath folders to look in first, as in PATH
 * @returns {string}
 * @throws {Error} with the advice
 */
export function requireProgramFolder(wanted, searchPath) {
  const home = join(CACHE, wanted.home);
  const folders = [...searchPath.split(delimiter).filter((folder) => folder !== ''), join(home, 'bin')];
  const found = folders.find((folder) => wanted.programs.some((program) => runs(join(folder, program))));
  return found ?? unpack(wanted, home);
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

function unpack({ debianPackage, unpacked, within = 'usr/bin', advice }, home) {
  const draft = `${home}.${process.pid}`;
  try {
    const packages = join(draft, 'packages');
    mkdirSync(packages, { recursive: true });
    download(debianPackage, packages, join(draft, 'apt'));
    for (const file of readdirSync(packages)) {
      run('dpkg-deb', ['-x', join(packages, file), join(draft, 'root')]);
    }
    writeStarters(draft, unpacked, within);
    for (const program of unpacked) {
      if (!runs(join(draft, 'bin', program))) {
        throw new Error(`the unpacked ${program} does not run`);
      }
    }
    rmSync(packages, { recursive: true });
    rmSync(home, { recursive: true, force: true });
    renameSync(draft, home);
    return join(home, 'bin');
  } catch (cause) {
    throw new Error(advice, { cause });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The package and those it needs that the system lacks; with the system's package lists, else with fresh ones of our own. */
function download(debianPackage, folder, ownApt) {
  const options = process.getuid?.() === 0 ? ['-o', 'APT::Sandbox::User=root'] : [];
  let packages;
  try {
    packages = missingPackages(debianPackage, options);
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
    packages = missingPackages(debianPackage, options);
    run('apt-get', [...options, 'download', ...packages], folder);
  }
}

/** What `apt-get install` would install: a simulation, which any user may run. */
function missingPackages(debianPackage, options) {
  const plan = run('apt-get', [
    ...options,
    'install',
    '--simulate',
    '--no-install-recommends',
    debianPackage,
  ]);
  return [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
}

/** A small program in front of each unpacked one, that tells it where its libraries are. */
function writeStarters(draft, programs, within) {
  const libraries = findFolders(join(draft, 'root'), /\.so(\.|$)/).map((folder) =>
    folder.slice(draft.length),
  );
  const bin = join(draft, 'bin');
  mkdirSync(bin);
  for (const program of programs) {
    const script = [
      '#!/bin/sh',
      'here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)',
      `export LD_LIBRARY_PATH="${libraries.map((folder) => `$here${folder}`).join(':')}"`,
      `exec "$here/root/${within}/${program}" "$@"`,
      '',
    ];
    writeFileSync(join(bin, program), script.join('\n'));
    chmodSync(join(bin, program), 0o755);
  }
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
