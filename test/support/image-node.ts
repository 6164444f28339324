/** The Node of the image: this one if it is the same, else fetched into `.cache`. */
import { execFileSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fetchedProgram } from './fetched-program.js';

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
  const name = `node-${process.platform}-${process.arch}`;
  const node = await fetchedProgram(resolve(CACHE, version), { name, version, program: 'bin/node' });
  const found = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  if (found !== `v${version}`) {
    throw new Error(`${name}@${version} is ${found}`);
  }
  return dirname(node);
}
