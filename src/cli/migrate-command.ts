/** `signet migrate`: bring the ledger's tables up to date. */
import type { AddCommands } from './command-line.js';
import { CommandFailed, EXIT } from './exit-code.js';
import type { Session } from './session.js';

export const migrateCommand: AddCommands = (program, line) => {
  program
    .command('migrate')
    .description('Apply the migrations that the database of DATABASE_URL lacks; one process at a time does.')
    .action(line.handle(applyMigrations));
};

async function applyMigrations(session: Session): Promise<void> {
  const { requireDatabaseUrl } = await import('./settings.js');
  const url = requireDatabaseUrl(session.shell);
  const { migrate } = await import('../database/migrate.js');
  const applied = await migrate(url).catch((error: unknown) => {
    throw new CommandFailed(EXIT.failed, `${describe(error)} (${place(url)})`, {}, { cause: error });
  });
  session.show({ applied }, () =>
    applied.length === 0 ? 'up to date' : applied.map((name) => `applied ${name}`).join('\n'),
  );
}

/** Several addresses that all refuse come as one error without a message. */
function describe(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return `migration failed: ${message === '' ? (code ?? 'unknown') : message}`;
}

/** Host and database, never the password. */
function place(url: string): string {
  const { host, pathname } = new URL(url);
  return `database ${host}${pathname}`;
}
