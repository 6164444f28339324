/** A real Redis for tests and benchmarks. */
import { requireProgramFolder } from './debian-program.mjs';

/** The one line for a person whose system has no Redis and cannot be given one. */
export const NO_REDIS =
  'The tests need a real Redis: install redis-server or valkey-server (apt-get install redis-server, brew install redis) so that it is on PATH.';

const REDIS = {
  home: 'redis',
  programs: ['redis-server', 'valkey-server'],
  debianPackage: 'redis-server',
  unpacked: ['redis-server'],
  advice: NO_REDIS,
};

/**
 * Folder with a `redis-server` or `valkey-server` that runs here.
 *
 * @param {string} searchPath folders to look in first, as in PATH
 * @returns {string}
 * @throws {Error} with one line that says how to get one
 */
export const requireRedisFolder = (searchPath) => requireProgramFolder(REDIS, searchPath);
