import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Ticker } from '../../../config/ticker.js';
import { Changes } from '../../../database/changes.service.js';
import { CallbackRepository, type ClaimedCallback } from '../../../ledger/callback.repository.js';
import { OutcomeView } from '../../../ledger/outcome.view.js';
import { LOGGER, type Logger } from '../../../telemetry/logger.js';
import { Metrics } from '../../../telemetry/metrics.js';
import { type ExecutionOutcome, readOutcomes } from '../outcome.js';
import { CallbackPost } from './callback-post.service.js';
import { resultOf, type Tried } from './callback-schedule.js';

/** Posts under way at once in one process. */
const MOST_AT_ONCE = 20;
/** A sender that is silent for so long is taken for dead: more than a post and its record can take. */
const LEASE_MS = 20_000;
const EVERY_MS = 1000;
/** However often it is told that something is due, it looks no oftener. */
const BETWEEN_MS = 20;
/** An orderly stop waits so long for posts under way. */
const STOP_WITHIN_MS = 5000;

/** What a sender works with, as one thing to inject. */
@Injectable()
export class CallbackStores {
  constructor(
    readonly callbacks: CallbackRepository,
    readonly outcomes: OutcomeView,
    readonly changes: Changes,
  ) {}
}

/** Posts callbacks that are due, of executions that ended wherever they ran. Any number of workers may. */
@Injectable()
export class CallbackSender implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly ticker = new Ticker(EVERY_MS, () => this.look());
  private readonly underWay = new Set<Promise<void>>();
  private soon: NodeJS.Timeout | null = null;
  private looking = false;
  private stopped = false;
  private ended: Promise<void> | null = null;

  constructor(
    private readonly stores: CallbackStores,
    private readonly post: CallbackPost,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.stores.changes.on(['callback'], () => this.lookSoon());
    this.ticker.start();
  }

  /** Begins before anybody is waited for: a slow receiver keeps nothing else from its end. */
  onModuleDestroy(): void {
    this.ended = this.stop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.ended;
  }

  private async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.soon ?? undefined);
    await this.ticker.stop();
    const timeout = new Promise((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref());
    await Promise.race([Promise.all(this.underWay), timeout]); // others send what is left
  }

  private lookSoon(): void {
    if (!this.stopped) {
      this.soon ??= setTimeout(() => {
        this.soon = null;
        void this.look().catch(() => undefined); // the ticker looks again
      }, BETWEEN_MS);
    }
  }

  private async look(): Promise<void> {
    if (this.looking) {
      return this.lookSoon(); // this look may have begun before what it is called for was due
    }
    const free = MOST_AT_ONCE - this.underWay.size;
    if (this.stopped || free <= 0) {
      return;
    }
    this.looking = true;
    try {
      const claimed = await this.stores.callbacks.claim(free, LEASE_MS);
      if (claimed.length > 0) {
        await this.send(claimed);
      }
      if (claimed.length === free) {
        this.lookSoon();
      }
    } finally {
      this.looking = false;
    }
  }

  private async send(claimed: readonly ClaimedCallback[]): Promise<void> {
    const ids = claimed.map(({ executionId }) => executionId);
    const outcomes = new Map((await readOutcomes(this.stores.outcomes, ids)).map((one) => [one.id, one]));
    for (const callback of claimed) {
      const sending = this.sendOne(callback, outcomes.get(callback.executionId))
        .catch((error: unknown) => {
          const { executionId } = callback; // its lease runs out, and it is sent again
          this.logger.warn({ message: 'a callback was let go', executionId, error: String(error) });
        })
        .finally(() => {
          this.underWay.delete(sending);
          this.lookSoon();
        });
      this.underWay.add(sending);
    }
  }

  private async sendOne(callback: ClaimedCallback, outcome: ExecutionOutcome | undefined): Promise<void> {
    const tried: Tried = outcome
      ? await this.post.send(callback, outcome)
      : { kind: 'unanswered', error: 'outcome_gone', isFinal: true };
    const result = resultOf(tried, callback.attempts, Math.random);
    if (!(await this.stores.callbacks.settle(callback, result))) {
      return;
    }
    this.metrics.callbacks.inc({ outcome: result.status === 'due' ? 'retried' : result.status });
    const { executionId, host, attempts } = callback;
    const { lastStatus, lastError, delayMs } = result;
    const line = { executionId, host, attempts, lastStatus, lastError };
    if (result.status === 'failed') {
      this.logger.warn({ message: 'a callback was given up on', ...line });
    } else if (result.status === 'due') {
      this.logger.info({ message: 'a callback will be tried again', ...line, delayMs });
    }
  }
}
