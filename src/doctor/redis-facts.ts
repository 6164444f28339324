import { Redis } from 'ioredis';
import type { Clock } from '../config/clock.js';
import type { RedisFacts } from './facts.js';

/** Asks a Redis on a connection of its own, once; an `unreachable` says why nobody answered, never the URL. */
export async function readRedis(
  url: string,
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
    };
  } catch (error) {
    return { unreachable: reasonOf(last ?? error) };
  } finally {
    client.disconnect();
  }
}

/** The code of a failed connection, or the first word of what Redis said (`NOAUTH`, `WRONGPASS`). */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? /^[A-Z]+\b/.exec(message)?.[0] ?? 'no answer';
}
