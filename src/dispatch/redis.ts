import type { QueueOptions } from 'bull';
import { Redis, type RedisOptions } from 'ioredis';
import type { LimitScope } from '../ledger/limit-scope.js';

/** The one queue: its jobs are bells, they carry ids and nothing else. */
export const QUEUE = 'doorbell';

/** Must be the same in every process, or one thinks the jobs of another have stalled. */
const STALLED_INTERVAL_MS = 5000;

/** A bell as it lies in Redis. */
export interface BellJob {
  readonly $version: 2;
  /** Executions that are due. */
  readonly ids: readonly string[];
  /** Limit scopes that some of them are claimed under. */
  readonly scopes: readonly LimitScope[];
}

/** What a program rang with that knew limits of workflows alone. */
export interface EarlierBellJob {
  readonly $version: 1;
  readonly ids: readonly string[];
  /** Ids of workflows. */
  readonly limited: readonly string[];
}

export type BullRole = 'producer' | 'consumer';

/** Bull's options; the producer alone fails fast, a consumer's blocking connection must wait. */
export function queueOptions(
  url: string,
  prefix: string,
  role: BullRole,
  onError: (error: Error) => void,
): QueueOptions {
  return {
    prefix: `{${prefix}}`, // one hash tag, so that a Redis Cluster keeps the queue on one node
    settings: { stalledInterval: STALLED_INTERVAL_MS, lockDuration: 30_000, maxStalledCount: 1 },
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    createClient: (_type, given) => {
      const client = new Redis(url, { ...given, ...(role === 'producer' ? FAIL_FAST : PATIENT) });
      client.on('error', onError);
      return withoutNeedOfAName(client);
    },
  };
}

/**
 * Bull gives its blocking connection a name and lets a failure of that go unhandled, which ends the process: one that stops
 * while its Redis hangs, say.
 */
function withoutNeedOfAName(client: Redis): Redis {
  const named = client.client.bind(client) as (...given: unknown[]) => Promise<unknown>;
  return Object.assign(client, {
    client: (...given: unknown[]) => named(...given).catch(() => undefined),
  });
}

/** A connection that would rather fail than keep anybody waiting. */
export function failFastRedis(url: string): Redis {
  const client = new Redis(url, FAIL_FAST);
  client.on('error', () => undefined); // the doorbell tells that Redis is away
  return client;
}

const reconnect = (attempt: number): number => Math.min(50 * 2 ** attempt, 1000);
const FAIL_FAST: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  connectTimeout: 2000,
  commandTimeout: 2000,
  retryStrategy: reconnect,
};
const PATIENT: RedisOptions = {
  maxRetriesPerRequest: null,
  enableReadyCheck: false,
  retryStrategy: reconnect,
};
