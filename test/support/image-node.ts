/** The Node of the image: this one if it is the same, else fetched from npm into `.cache`. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CACHE = resolve(import.meta.dirname, '../../.cache/node');

/**
 * Folder with the `node` of a base image.
 *
 * @param base as in `FROM`, e.g. `node:24.18.0-trixie-slim`
 * @throws Error when it names no whole version, or npm has none for this system
 */
export async function requireImageNode(base: string): Promise<string> {
  const version = /^node:(\d+\.\d+\.\d+)-/.exec(base)?.[1];
  if (version === undefined) {
    throw new Error(`${base} names no whole version of Node`);
  }
  if (process.version === `v${version}`) {
    return dirname(process.execPath);
  }
  // A repack of the official binary for each system, so it is fetched on demand and never a listed dependency.
  const name = `node-${process.platform}-${process.arch}`;
  const home = resolve(CACHE, version);
  const folder = resolve(home, 'node_modules', name, 'bin');
  if (!existsSync(resolve(folder, 'node'))) {
    await run('npm', ['i', '--prefix', home, '--no-save', '--ignore-scripts', `${name}@${version}`]);
  }
  const { stdout } = await run(resolve(folder, 'node'), ['--version']);
  if (stdout.trim() !== `v${version}`) {
    throw new Error(`${name}@${version} is ${stdout.trim()}`);
  }
  return folder;
}
