import type { QueueOptions } from 'bull';
import { Redis, type RedisOptions } from 'ioredis';

/** The one queue: its jobs are bells, they carry ids and nothing else. */
export const QUEUE = 'doorbell';

/** Must be the same in every process, or one thinks the jobs of another have stalled. */
const STALLED_INTERVAL_MS = 5000;

/** A bell as it lies in Redis. */
export interface BellJob {
  readonly $version: 1;
  /** Executions that are due. */
  readonly ids: readonly string[];
  /** Workflows with a concurrency limit among them. */
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
      return client;
    },
  };
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
