/** `signet serve`: one role, configured by the environment alone. */
import { runUntilAsked } from '../app/run-until-asked.js';
import { usageFailure } from './exit-code.js';
import { portNumber } from './given.js';
const ROLES = ['all', 'web', 'worker'];
export const serveCommand = (program, line) => {
    program
        .command('serve')
        .description('Run one role of Signet; settings come from the environment (DATABASE_URL is needed).')
        .option('--role <role>', `${ROLES.join(', ')} (ROLE; default all)`)
        .option('--port <port>', 'port to listen on, 0 for a free one (PORT; default 8080)', portNumber)
        .action(line.handle(serve));
};
async function serve(session, options) {
    const { env } = session.shell;
    if (options.role !== undefined && !ROLES.includes(options.role)) {
        throw usageFailure(`--role ${options.role}: must be ${ROLES.join(', ')}`);
    }
    const { choosePort } = await import('./settings.js');
    const PORT = await choosePort(session.shell, options.port);
    await runUntilAsked(async (asked) => {
        const { startSignet } = await import('../app/start.js');
        return startSignet({ ...env, ROLE: options.role ?? env['ROLE'], PORT }, {}, asked);
    });
}
//# sourceMappingURL=serve-command.js.map