import { CommandFailed, EXIT } from './exit-code.js';
export const migrateCommand = (program, line) => {
    program
        .command('migrate')
        .description('Apply the migrations that the database of DATABASE_URL lacks; one process at a time does.')
        .action(line.handle(applyMigrations));
};
async function applyMigrations(session) {
    const { requireDatabaseUrl } = await import('./settings.js');
    const url = requireDatabaseUrl(session.shell);
    const { migrate } = await import('../database/migrate.js');
    const applied = await migrate(url).catch((error) => {
        throw new CommandFailed(EXIT.failed, `${describe(error)} (${place(url)})`, {}, { cause: error });
    });
    session.show({ applied }, () => applied.length === 0 ? 'up to date' : applied.map((name) => `applied ${name}`).join('\n'));
}
/** Several addresses that all refuse come as one error without a message. */
function describe(error) {
    const { message, code } = error;
    return `migration failed: ${message === '' ? (code ?? 'unknown') : message}`;
}
/** Host and database, never the password. */
function place(url) {
    const { host, pathname } = new URL(url);
    return `database ${host}${pathname}`;
}
//# sourceMappingURL=migrate-command.js.map