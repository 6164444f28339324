/** Packages of a peer, exactly pinned, in a folder of their own that is kept between runs. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runProcess } from '../process.mjs';

const FLAGS = ['--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', '--update-notifier=false'];

/** n8n is some thousand packages. */
const INSTALLED_WITHIN_MS = 45 * 60_000;

/**
 * Folder with the packages of `peer` in its node_modules; npm is asked only where it is not there already.
 *
 * Install scripts do not run: they download what the registry does not have, and no peer needs them here.
 *
 * @param {{ name: string, packages: Record<string, string>, overrides?: Record<string, string> }} peer
 * @param {string} scratch
 * @throws {Error} with what npm said
 */
export async function installPeer({ name, packages, overrides = {} }, scratch) {
  const manifest = JSON.stringify({ private: true, overrides, dependencies: packages }, null, 2);
  const folder = join(scratch, name);
  if (
    existsSync(folder) &&
    (await readFile(join(folder, 'wanted.json'), 'utf8').catch(() => '')) === manifest
  ) {
    return folder;
  }
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    await writeFile(join(draft, 'package.json'), manifest);
    await runProcess({
      name: 'npm',
      command: npm(),
      args: ['install', ...FLAGS],
      env: settings(),
      cwd: draft,
      withinMs: INSTALLED_WITHIN_MS,
    });
    await writeFile(join(draft, 'wanted.json'), manifest);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** The npm of the Node that runs this, else the one on PATH. */
function npm() {
  const beside = join(dirname(process.execPath), 'npm');
  return existsSync(beside) ? beside : 'npm';
}

/** The operator's registry and cache hold here too; what `npm run` says of this project does not. */
function settings() {
  const mine = ['npm_config_registry', 'npm_config_cache', 'npm_config_userconfig', 'TMPDIR'];
  return {
    NODE_ENV: 'development',
    ...Object.fromEntries(mine.filter((key) => process.env[key]).map((key) => [key, process.env[key]])),
  };
}
