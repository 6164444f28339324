import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Sequencer } from '../audit/sequencer.service.js';
import { CLOCK, type Clock } from '../config/clock.js';
import { Ticker } from '../config/ticker.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';

const EVERY_MS = 1000;

/** Puts the audit log in order, second by second. */
@Injectable()
export class AuditOrder implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly ticker = new Ticker(
    EVERY_MS,
    () => this.turn(),
    (error) => this.logger.debug({ message: 'the audit log is put in order later', error: String(error) }),
  );

  constructor(
    private readonly sequencer: Sequencer,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  /** A batch under way is finished: it is short. */
  onModuleDestroy(): Promise<void> {
    return this.ticker.stop();
  }

  private async turn(): Promise<boolean> {
    const done = await this.sequencer.turn(this.clock.now());
    if (done === null) {
      this.metrics.auditWaiting.set(0); // somebody else knows
      return false;
    }
    this.metrics.auditWaiting.set(done.waitingSeconds);
    this.metrics.auditSize.set(done.size);
    this.metrics.auditRefused.set(done.refusedInAll);
    for (const { id, why } of done.refused) {
      this.logger.error({ message: 'a row in the audit log is not of our making', id, why });
    }
    return done.more;
  }
}
