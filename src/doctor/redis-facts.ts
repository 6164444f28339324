import { Redis } from 'ioredis';
import type { Clock } from '../config/clock.js';
import type { Config } from '../config/config.js';
import type { RedisFacts } from './facts.js';

/** So long does the key stay that is written to see whether one may. */
const PROBE_MS = 1000;

/** Asks a Redis on a connection of its own, once; an `unreachable` says why nobody answered, never the URL. */
export async function readRedis(
  { url, prefix }: NonNullable<Config['redis']>,
  clock: Clock,
): Promise<RedisFacts | { readonly unreachable: string }> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2000,
    commandTimeout: 2000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let last: Error | undefined;
  client.on('error', (error: Error) => (last = error));
  try {
    await client.connect();
    const before = clock.now().getTime();
    const [seconds, microseconds] = await client.time();
    const clockAheadMs =
      Number(seconds) * 1000 + Number(microseconds) / 1000 - (before + clock.now().getTime()) / 2;
    const info = await client.info();
    const field = (name: string): string | null =>
      new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null;
    return {
      version: field('redis_version') ?? 'unknown',
      policy: field('maxmemory_policy'),
      clockAheadMs,
      mode: field('redis_mode'),
      writeFault: await writeFault(client, prefix),
    };
  } catch (error) {
    return { unreachable: reasonOf(last ?? error) };
  } finally {
    client.disconnect();
  }
}

/** Writes where the doorbell does: a replica, a full memory or a list of rights shows there alone. */
async function writeFault(client: Redis, prefix: string): Promise<string | null> {
  return client.set(`{${prefix}}:doctor`, '1', 'PX', PROBE_MS).then(() => null, reasonOf);
}

/** The code of a failed connection, or the first word of what Redis said (`NOAUTH`, `WRONGPASS`). */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? /^[A-Z]+\b/.exec(message)?.[0] ?? 'no answer';
}
