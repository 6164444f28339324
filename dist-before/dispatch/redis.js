import { Redis } from 'ioredis';
/** The one queue: its jobs are bells, they carry ids and nothing else. */
export const QUEUE = 'doorbell';
/** Must be the same in every process, or one thinks the jobs of another have stalled. */
const STALLED_INTERVAL_MS = 5000;
/** Bull's options; the producer alone fails fast, a consumer's blocking connection must wait. */
export function queueOptions(url, prefix, role, onError) {
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
/** A connection that would rather fail than keep anybody waiting. */
export function failFastRedis(url) {
    const client = new Redis(url, FAIL_FAST);
    client.on('error', () => undefined); // the doorbell tells that Redis is away
    return client;
}
const reconnect = (attempt) => Math.min(50 * 2 ** attempt, 1000);
const FAIL_FAST = {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 2000,
    commandTimeout: 2000,
    retryStrategy: reconnect,
};
const PATIENT = {
    maxRetriesPerRequest: null,
    enableReadyCheck: false,
    retryStrategy: reconnect,
};
//# sourceMappingURL=redis.js.map