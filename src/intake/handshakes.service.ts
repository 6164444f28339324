import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CLOCK, type Clock } from '../config/clock.js';
import { AppError } from '../errors/app-error.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import type { HandshakeDesk } from './gate.js';
import { TokenBuckets } from './limits/token-buckets.js';

/** Handshakes are answered without proof, so a hook answers so many at once, and so many a second. */
const ANSWERS = { burst: 60, perSecond: 5 } as const;

const VISIT = { method: 'GET', timeoutMs: 5000, maxBytes: 64 * 1024, redirects: 0 } as const;
/** Pauses between the tries of one visit. */
const PAUSES_MS = [500, 5000, 30_000];
/** Visits at one time: they are made for people who click, not for floods. */
const MOST_UNDER_WAY = 10;
/** Confirmed addresses remembered, so that a message that comes twice is followed once. */
const MOST_REMEMBERED = 1000;

type Visited = 'confirmed' | 'refused' | 'failed';

/**
 * What handshakes take besides their answer: a limit, and the visit that confirms a subscription. A visit is not
 * written down: one that a stop of the process cuts short loses no event, the subscription is shown as pending where it
 * was made, and can be asked for again there.
 */
@Injectable()
export class Handshakes implements OnApplicationShutdown {
  private readonly buckets: TokenBuckets;
  private readonly visits = new Map<string, 'under way' | 'confirmed'>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly client: GuardedClient,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.buckets = new TokenBuckets(ANSWERS, clock);
  }

  /** For one hook; `label` names it in the log. */
  of(hookId: string, label: string): HandshakeDesk {
    return {
      mayAnswer: () => this.buckets.take(hookId),
      visit: (url) => this.visitOnce(label, url),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.underWay);
  }

  private visitOnce(label: string, url: string): void {
    const key = createHash('sha256').update(url).digest('base64');
    if (this.visits.has(key)) {
      return;
    }
    if (this.underWay.size >= MOST_UNDER_WAY) {
      this.metrics.confirmations.inc({ outcome: 'dropped' });
      this.logger.warn({ message: 'too many subscriptions to confirm at once', hook: label });
      return;
    }
    this.remember(key);
    const visit = this.visit(label, url).then((outcome) => {
      this.underWay.delete(visit);
      if (outcome === 'confirmed') {
        this.visits.set(key, 'confirmed');
      } else {
        this.visits.delete(key); // whoever asks again gets another visit
      }
    });
    this.underWay.add(visit);
  }

  /** Never rejects. The address holds a token: the log names its host alone. */
  private async visit(label: string, url: string): Promise<Visited> {
    const { host } = new URL(url);
    let outcome = await this.tryVisit(url);
    for (const pause of PAUSES_MS) {
      if (outcome !== 'failed' || this.stopping.signal.aborted) {
        break;
      }
      await sleep(pause, null, { signal: this.stopping.signal }).catch(() => null);
      outcome = await this.tryVisit(url);
    }
    this.metrics.confirmations.inc({ outcome });
    const told = { hook: label, host, outcome };
    if (outcome === 'confirmed') {
      this.logger.info({ message: 'a subscription was confirmed', ...told });
    } else {
      this.logger.warn({ message: 'a subscription could not be confirmed; ask its sender again', ...told });
    }
    return outcome;
  }

  private async tryVisit(url: string): Promise<Visited> {
    try {
      const { status } = await this.client.request({ ...VISIT, url, signal: this.stopping.signal });
      if (status >= 200 && status < 300) {
        return 'confirmed';
      }
      return status === 429 || status >= 500 ? 'failed' : 'refused';
    } catch (error) {
      return error instanceof AppError && !error.retryable ? 'refused' : 'failed';
    }
  }

  private remember(key: string): void {
    this.visits.set(key, 'under way');
    for (const [oldest, state] of this.visits) {
      if (this.visits.size <= MOST_REMEMBERED) {
        return;
      }
      if (state === 'confirmed') {
        this.visits.delete(oldest);
      }
    }
  }
}
