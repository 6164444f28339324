import type { PostgresFacts } from '../facts.js';
import { counted, fail, type Finding, ok, warn } from '../finding.js';

/** The oldest major version its makers still mend. Tests run on 18, and some on this one. */
export const LEAST_MAJOR = 15;

export function checkPostgres(facts: PostgresFacts | { readonly unreachable: string }): Finding {
  if ('unreachable' in facts) {
    return fail(
      'postgres',
      `cannot be asked: ${facts.unreachable}`,
      'see that DATABASE_URL is right and that Postgres answers; until it does, senders get no 2xx and try again',
    );
  }
  const version = `${Math.floor(facts.version / 10_000)}.${facts.version % 10_000}`;
  return facts.version < LEAST_MAJOR * 10_000
    ? fail('postgres', `version ${version}`, `move to Postgres ${LEAST_MAJOR} or newer; tests run on 18`)
    : ok('postgres', `version ${version}`);
}

/** A commit that need not reach the disk is nothing to do about here: connections of Signet's ask for it. */
export function checkDurability({ isDurable }: PostgresFacts): Finding {
  return isDurable
    ? ok('durability', 'what is committed is on disk')
    : fail(
        'durability',
        'fsync is off',
        'turn it on: when its machine fails, what was acknowledged is lost and the database may be broken',
      );
}

export function checkMigrations({ pending, unknown }: PostgresFacts): Finding {
  if (pending.length > 0) {
    return fail(
      'migrations',
      `${counted(pending.length, 'migration')} not applied, from ${pending[0]} on`,
      'run "signet migrate" with this version of the program',
    );
  }
  return unknown.length > 0
    ? warn(
        'migrations',
        `the database has been migrated by a newer program (${unknown.at(-1)})`,
        'run that version here too; going back one version is safe, more is not',
      )
    : ok('migrations', 'all applied');
}
