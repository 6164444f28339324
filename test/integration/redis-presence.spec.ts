import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/config.js';
import { Doorbell } from '../../src/dispatch/doorbell.service.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { Metrics } from '../../src/telemetry/metrics.js';
import { eventually } from '../support/eventually.js';
import { startRedis, type TestRedis } from '../support/redis.js';

let redis: TestRedis;
let doorbell: Doorbell;

beforeEach(async () => {
  redis = await startRedis();
  const config = loadConfig({
    DATABASE_URL: 'postgres://nobody@127.0.0.1/nothing',
    SIGNET_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    REDIS_URL: redis.url,
  });
  doorbell = new Doorbell(config, createLogger('silent', 'worker'), new Metrics());
});

afterEach(async () => {
  await doorbell.onApplicationShutdown();
  await redis.stop();
});

/** The next state that is not `passing`. */
const after = (passing: string): Promise<string> =>
  eventually(() => {
    const state = doorbell.state();
    if (state === passing) {
      throw new Error(`still ${passing}`);
    }
    return state;
  });

it('counts as away while it hangs, though nobody rings and its connections stand', async () => {
  expect(await after('away')).toBe('ready');
  redis.freeze();
  expect(await after('ready')).toBe('away');
  redis.thaw();
  expect(await after('away')).toBe('ready');
});

it('counts as away when it is gone, and as ready once it answers again', async () => {
  expect(await after('away')).toBe('ready');
  await redis.kill();
  expect(await after('ready')).toBe('away');
  await redis.start();
  expect(await after('away')).toBe('ready');
});
