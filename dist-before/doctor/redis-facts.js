import { Redis } from 'ioredis';
/** So long does the key stay that is written to see whether one may. */
const PROBE_MS = 1000;
/** Asks a Redis on a connection of its own, once; an `unreachable` says why nobody answered, never the URL. */
export async function readRedis({ url, prefix }, clock) {
    const client = new Redis(url, {
        lazyConnect: true,
        connectTimeout: 2000,
        commandTimeout: 2000,
        maxRetriesPerRequest: 0,
        retryStrategy: () => null,
    });
    let last;
    client.on('error', (error) => (last = error));
    try {
        await client.connect();
        const before = clock.now().getTime();
        const [seconds, microseconds] = await client.time();
        const clockAheadMs = Number(seconds) * 1000 + Number(microseconds) / 1000 - (before + clock.now().getTime()) / 2;
        const info = await client.info();
        const field = (name) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null;
        return {
            version: field('redis_version') ?? 'unknown',
            policy: field('maxmemory_policy'),
            clockAheadMs,
            mode: field('redis_mode'),
            writeFault: await writeFault(client, prefix),
        };
    }
    catch (error) {
        return { unreachable: reasonOf(last ?? error) };
    }
    finally {
        client.disconnect();
    }
}
/** Writes where the doorbell does: a replica, a full memory or a list of rights shows there alone. */
async function writeFault(client, prefix) {
    return client.set(`{${prefix}}:doctor`, '1', 'PX', PROBE_MS).then(() => null, reasonOf);
}
/** The code of a failed connection, or the first word of what Redis said (`NOAUTH`, `WRONGPASS`). */
function reasonOf(error) {
    const { code, message } = error;
    return code ?? /^[A-Z]+\b/.exec(message)?.[0] ?? 'no answer';
}
//# sourceMappingURL=redis-facts.js.map