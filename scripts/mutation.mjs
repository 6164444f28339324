/** A way to break the source, as data. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** In place of a test file: the recorded requests of senders notice. */
export const VECTORS = 'vectors';

/**
 * @typedef {object} Mutation
 * @property {string} name
 * @property {string} mistake what it stands for
 * @property {string} file source it breaks
 * @property {string} find text that stands in it once
 * @property {string} replace
 * @property {string} by who has to notice: a test file, or `vectors`
 * @property {string} [test] pattern of the tests of that file to run; all when absent
 *
 * @typedef {'noticed' | 'survived' | 'stale' | 'broken'} Status stale: its text is not there, or more than once;
 *   broken: it did not get as far as a test
 * @typedef {{ mutation: Mutation, status: Status, tests: string[] }} Result `tests`: names of those that noticed
 */

/** Whether the text to break is not there any more, or more than once. @param {Mutation} mutation */
export function isStale({ file, find }) {
  return readFileSync(join(ROOT, file), 'utf8').split(find).length !== 2;
}

/** A plugin that changes the text of one source as it is loaded: nothing on disk is touched. @param {Mutation} mutation */
export function breaking({ file, find, replace }) {
  const path = join(ROOT, file);
  return {
    name: 'breaking',
    enforce: 'pre',
    transform: (code, id) =>
      id === path ? { code: code.replace(find, () => replace), map: null } : undefined,
  };
}
