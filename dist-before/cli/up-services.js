/** The servers `signet up` needs: given by the environment, else started here. */
import { startEmbeddedPostgres } from '../embedded/embedded-postgres.js';
import { startLocalRedis } from '../embedded/local-redis.js';
import { givenSetting } from './settings.js';
/** DATABASE_URL, else an embedded Postgres in the folder. */
export async function startPostgres(shell, folder, say) {
    const given = givenServer(shell, 'DATABASE_URL');
    if (given !== undefined) {
        say('Postgres: the one of DATABASE_URL');
        return given;
    }
    const server = await startEmbeddedPostgres({ dataDir: folder.postgres });
    say(`Postgres: embedded, on 127.0.0.1:${server.port}, data in ${folder.postgres}`);
    return server;
}
/** REDIS_URL, else the system's Redis or Valkey with its data in the folder; undefined when there is none. */
export async function startRedis(shell, folder, say) {
    const given = givenServer(shell, 'REDIS_URL');
    if (given !== undefined) {
        say('Redis: the one of REDIS_URL');
        return given;
    }
    const searchPath = shell.env['PATH'];
    const server = await startLocalRedis({
        dataDir: folder.redis,
        ...(searchPath === undefined ? {} : { searchPath }),
    });
    say(server === undefined
        ? 'no Redis found: dispatching from the ledger alone'
        : `Redis: this system's, on 127.0.0.1:${server.port}, data in ${folder.redis}`);
    return server;
}
function givenServer(shell, name) {
    const url = givenSetting(shell, name);
    return url === undefined
        ? undefined
        : { url, exited: new Promise(() => undefined), stop: () => Promise.resolve() };
}
//# sourceMappingURL=up-services.js.map