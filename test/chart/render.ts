/** Runs the real helm on the chart of this repository. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './manifest.js';

const run = promisify(execFile);
export const CHART = resolve(import.meta.dirname, '../../helm');
const VALUES = resolve(import.meta.dirname, 'values');

/** Path of a file in `test/chart/values`. */
export function valuesFile(name: string): string {
  return resolve(VALUES, `${name}.yaml`);
}

/** Standard output of helm; rejects with helm's own words when it refuses. */
export async function helm(...args: string[]): Promise<string> {
  try {
    const { stdout } = await run(inject('helm'), args, { maxBuffer: 16 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    // Not the message: it repeats the command line, in which a test would find whatever it looks for.
    throw new Error((error as { stderr: string }).stderr, { cause: error });
  }
}

/** What helm would send to the cluster, every hook included. */
export async function renderChart(values: string, ...args: string[]): Promise<Manifest[]> {
  const text = await helm('template', 'demo', CHART, '-n', 'identity', '-f', valuesFile(values), ...args);
  return parseManifests(text);
}

/** Reads rendered YAML strictly: a duplicate key is an error, as it is for the API server. */
export function parseManifests(text: string): Manifest[] {
  const documents = parseAllDocuments(text, { uniqueKeys: true });
  if (!Array.isArray(documents)) {
    return [];
  }
  return documents.flatMap((document) => {
    if (document.errors.length > 0) {
      throw new Error(document.errors.map((error) => error.message).join('\n'));
    }
    const manifest = document.toJS() as Manifest | null;
    return manifest === null ? [] : [manifest];
  });
}
