import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { CLOCK, type Clock } from '../../config/clock.js';
import { CONFIG, type Config } from '../../config/config.js';
import { failFastRedis } from '../../dispatch/redis.js';
import { Metrics } from '../../telemetry/metrics.js';
import { LocalWindows } from './local-windows.js';
import { type ThrottleRule, type ThrottleVerdict, verdictOf } from './throttle-rule.js';
import { THROTTLE_SCRIPT } from './throttle-script.js';

/** How long Redis may take to say whether a request has room. */
const PATIENCE_MS = 50;

interface Scripted extends Redis {
  takeThrottle(keys: number, ...parts: (string | number)[]): Promise<number[]>;
}

/** A busy process may learn that time is up before it has read an answer that is there. */
const turn = (): Promise<null> => new Promise((resolve) => setImmediate(resolve, null));

/** Lets so many requests through in a window, over all processes; while no Redis answers, in this one. */
@Injectable()
export class Throttle implements OnApplicationShutdown {
  private readonly redis: Scripted | null;
  private readonly prefix: string;
  private readonly local = new LocalWindows();

  constructor(
    @Inject(CONFIG) { redis }: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {
    this.redis = redis ? (failFastRedis(redis.url) as Scripted) : null;
    this.redis?.defineCommand('takeThrottle', { lua: THROTTLE_SCRIPT });
    this.prefix = redis ? `{${redis.prefix}}:throttle` : ''; // one hash tag: a cluster keeps the keys on one node
  }

  /** Counts the request under every rule, or under none when one has no room. Never rejects. Needs at least one rule. */
  async check(rules: readonly ThrottleRule[]): Promise<ThrottleVerdict> {
    const shared = this.redis?.status === 'ready' ? await this.patiently(this.redis, rules) : null;
    if (shared) {
      return shared;
    }
    this.metrics.throttleLocal.inc();
    return this.local.take(rules, this.clock.now().getTime());
  }

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }

  /** Null when Redis is away or too slow: the request is not kept waiting for it. */
  private async patiently(redis: Scripted, rules: readonly ThrottleRule[]): Promise<ThrottleVerdict | null> {
    const enough = new AbortController();
    const answer = this.shared(redis, rules).catch(() => null);
    const tooLate = sleep(PATIENCE_MS, null, { signal: enough.signal }).then(turn, () => null);
    const verdict = await Promise.race([answer, tooLate]);
    enough.abort();
    return verdict;
  }

  private async shared(redis: Scripted, rules: readonly ThrottleRule[]): Promise<ThrottleVerdict> {
    const keys = rules.map(({ key, windowMs }) => `${this.prefix}:${windowMs}:${key}`);
    const limits = rules.flatMap(({ limit, windowMs }) => [limit, windowMs]);
    const [allowed, ...numbers] = await redis.takeThrottle(keys.length, ...keys, ...limits);
    const states = rules.map((rule, index) => ({
      rule,
      used: numbers[2 * index]!,
      waitMs: numbers[2 * index + 1]!,
    }));
    return verdictOf(allowed === 1, states);
  }
}
