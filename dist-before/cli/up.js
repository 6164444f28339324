/** All of Signet on one machine, with its data in one folder: started in order, stopped in the other. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { migrate } from '../database/migrate.js';
import { EXIT, usageFailure } from './exit-code.js';
import { choosePort, givenSetting } from './settings.js';
import { untilAskedToStop } from './stop-signals.js';
import { startPostgres, startRedis } from './up-services.js';
/** Runs until it is asked to stop, or until a server it needs is lost. */
export async function up(session, options) {
    const asked = untilAskedToStop(); // from here on, so that a start is also stopped in order
    const say = session.json ? (text) => session.note(text) : (text) => session.stream({}, text);
    const started = [];
    try {
        const { lost } = await startAll(session, options, started, say);
        const why = await Promise.race([asked, lost]);
        say(`${why}: stopping`);
        return why === 'SIGINT' || why === 'SIGTERM' ? EXIT.ok : EXIT.failed;
    }
    finally {
        for (const part of started.toReversed()) {
            await part.stop();
            say(`${part.name} stopped`);
        }
    }
}
/** Starts everything, noting each in `started`. `lost` resolves when a server of ours goes without being asked. */
async function startAll(session, options, started, say) {
    const { shell, folder } = session;
    const workflows = await workflowsFolder(session, options);
    await folder.make();
    if (givenSetting(shell, 'DATABASE_URL') === undefined &&
        givenSetting(shell, 'SIGNET_MASTER_KEY') === undefined) {
        await folder.requireKeyOfData();
    }
    const postgres = await startPostgres(shell, folder, say);
    started.push({ name: 'Postgres', stop: () => postgres.stop() });
    const redis = await startRedis(shell, folder, say);
    if (redis !== undefined) {
        started.push({ name: 'Redis', stop: () => redis.stop() });
    }
    const applied = await migrate(postgres.url);
    say(applied.length === 0 ? 'ledger: up to date' : `ledger: ${applied.length} migrations applied`);
    const { startSignet } = await import('../app/start.js');
    const environment = await environmentOf(session, options, postgres, redis);
    const server = await startSignet({ ...environment, WORKFLOWS_DIR: workflows });
    started.push({
        name: 'Signet',
        stop: async () => {
            await folder.forgetServer();
            await server.stop();
        },
    });
    await folder.recordServer({ url: server.url, pid: process.pid });
    session.stream({ url: server.url, data: folder.path, tokenFile: folder.tokenFile }, readyText(server.url));
    return { lost: postgres.exited.then((how) => `Postgres is gone (${how})`) };
}
async function environmentOf(session, options, postgres, redis) {
    const { env } = session.shell;
    return {
        ...env,
        ROLE: 'all',
        DATABASE_URL: postgres.url,
        REDIS_URL: redis?.url,
        SIGNET_MASTER_KEY: await masterKey(session),
        ADMIN_TOKEN: await adminToken(session),
        HOST: env['HOST'] ?? '127.0.0.1',
        PORT: await choosePort(session.shell, options.port),
        LOG_LEVEL: options.logLevel ?? env['LOG_LEVEL'] ?? 'warn',
    };
}
/** Where it is from here; throws when it is no folder, before anything is started. */
async function workflowsFolder({ shell }, options) {
    const given = options.workflows ?? givenSetting(shell, 'WORKFLOWS_DIR');
    if (given === undefined) {
        return undefined;
    }
    const folder = resolve(shell.cwd, given);
    const isFolder = await stat(folder).then((found) => found.isDirectory(), () => false);
    if (!isFolder) {
        throw usageFailure(`there is no folder ${folder} to load workflows from (--workflows)`);
    }
    return folder;
}
async function masterKey({ shell, folder }) {
    return givenSetting(shell, 'SIGNET_MASTER_KEY') ?? (await folder.masterKey()).value;
}
/** The folder's, so that the commands find it; printed the one time it is made. */
async function adminToken(session) {
    const given = givenSetting(session.shell, 'ADMIN_TOKEN');
    if (given !== undefined) {
        return given;
    }
    const { value, isNew } = await session.folder.adminToken();
    if (isNew) {
        session.note(`first admin token (kept in ${session.folder.tokenFile}): ${value}`);
    }
    return value;
}
function readyText(url) {
    return `Signet listens on ${url} (console: ${url}/console, API documentation: ${url}/docs). Ctrl-C stops it; the data stays.`;
}
//# sourceMappingURL=up.js.map