import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { OutcomeView } from '../../ledger/outcome.view.js';
import { LOGGER, type Logger } from '../../telemetry/logger.js';
import { Metrics } from '../../telemetry/metrics.js';
import { type ExecutionOutcome, type ExecutionStatusNow, readOutcomes } from './outcome.js';
import { Rounds } from './rounds.js';

/** Outcomes read at once: each may hold what many tasks gave. */
const MOST_TOGETHER = 50;

/** How a wait ended. */
type Ending = 'finished' | 'late' | 'hung_up' | 'refused' | 'stopped' | 'unknown';

type Waiter = (outcome: ExecutionOutcome | null, how: Ending) => void;

/** An execution that somebody waits for. */
interface Watch {
  readonly id: string;
  readonly waiters: Set<Waiter>;
}

/**
 * Finds out when executions end, wherever they run. It asks the ledger, for all that are waited for in one statement, so
 * that a wait costs memory alone: no connection, no subscription, and nothing at all where nobody waits.
 */
@Injectable()
export class Watcher {
  private readonly watches = new Map<string, Watch>();
  private readonly rounds: Rounds<Watch>;
  private count = 0;
  private closed = false;

  constructor(
    private readonly view: OutcomeView,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.rounds = new Rounds(
      (due) => this.look(due),
      (error) => logger.debug({ message: 'no outcomes can be had just now', error: String(error) }),
    );
  }

  /** Callers that wait. */
  get waiting(): number {
    return this.count;
  }

  /**
   * How an execution ended, as soon as it has. Null when it does not within `withinMs`, of which `WAIT_MS` is the most;
   * when `signal` aborts; at once when too many wait already or this process stops; and when there is no such execution.
   * Never rejects.
   */
  finished(executionId: string, withinMs: number, signal?: AbortSignal): Promise<ExecutionOutcome | null> {
    const ms = Math.min(withinMs, this.config.answers.waitMs);
    if (ms <= 0 || this.closed || signal?.aborted) {
      return Promise.resolve(null);
    }
    if (this.count >= this.config.answers.waitLimit) {
      this.metrics.waits.inc({ outcome: 'refused' });
      return Promise.resolve(null);
    }
    return new Promise((resolve) => this.wait(executionId, ms, signal, resolve));
  }

  /** How it stands now; null when there is none. One look at the ledger. */
  status(executionId: string): Promise<ExecutionStatusNow | null> {
    return this.view.status(executionId);
  }

  /** Lets everybody go who waits, and nobody wait any more. */
  close(): void {
    this.closed = true;
    for (const watch of this.watches.values()) {
      settle(watch, null, 'stopped');
    }
  }

  private wait(
    id: string,
    ms: number,
    signal: AbortSignal | undefined,
    resolve: (outcome: ExecutionOutcome | null) => void,
  ): void {
    const watch = this.watches.get(id) ?? { id, waiters: new Set() };
    const waiter: Waiter = (outcome, how) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', hungUp);
      this.leave(watch, waiter);
      this.metrics.waits.inc({ outcome: how });
      resolve(outcome);
    };
    const hungUp = (): void => waiter(null, 'hung_up');
    const timer = setTimeout(() => waiter(null, 'late'), ms);
    signal?.addEventListener('abort', hungUp, { once: true });
    this.join(watch, waiter);
  }

  private join(watch: Watch, waiter: Waiter): void {
    watch.waiters.add(waiter);
    this.watches.set(watch.id, watch);
    this.rounds.add(watch);
    this.count += 1;
    this.metrics.waiters.set(this.count);
  }

  private leave(watch: Watch, waiter: Waiter): void {
    watch.waiters.delete(waiter);
    if (watch.waiters.size === 0) {
      this.watches.delete(watch.id);
      this.rounds.remove(watch);
    }
    this.count -= 1;
    this.metrics.waiters.set(this.count);
  }

  private async look(due: readonly Watch[]): Promise<void> {
    const open = await this.view.stillOpen(due.map(({ id }) => id));
    const ended = due.filter(({ id, waiters }) => !open.has(id) && waiters.size > 0);
    for (let from = 0; from < ended.length; from += MOST_TOGETHER) {
      await this.tell(ended.slice(from, from + MOST_TOGETHER));
    }
  }

  private async tell(ended: readonly Watch[]): Promise<void> {
    const read = await readOutcomes(
      this.view,
      ended.map(({ id }) => id),
    );
    const outcomes = new Map(read.map((outcome) => [outcome.id, outcome]));
    for (const watch of ended) {
      const outcome = outcomes.get(watch.id) ?? null;
      settle(watch, outcome, outcome ? 'finished' : 'unknown');
    }
  }
}

function settle({ waiters }: Watch, outcome: ExecutionOutcome | null, how: Ending): void {
  for (const waiter of waiters) {
    waiter(outcome, how);
  }
}
