import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { QuotaRepository } from '../ledger/quota.repository.js';
import { UpkeepRepository } from '../ledger/upkeep.repository.js';
import { WaitRepository } from '../ledger/wait.repository.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Ticker } from '../config/ticker.js';

const EVERY_MS = 600_000;
const FIRST_AFTER_MS = 5000;

/** Looks after the ledger's growth now and then; any number of workers may, what they do is the same. */
@Injectable()
export class Upkeep {
  private readonly ticker: Ticker;
  private rounds = 0;

  constructor(
    private readonly ledger: UpkeepRepository,
    private readonly quotas: QuotaRepository,
    private readonly waits: WaitRepository,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.ticker = new Ticker(
      () => (this.rounds === 0 ? FIRST_AFTER_MS : EVERY_MS),
      () => this.look(),
      (error) => this.logger.warn({ message: 'upkeep failed, it will try again', error: String(error) }),
    );
  }

  start(): void {
    this.ticker.start();
  }

  stop(): Promise<void> {
    return this.ticker.stop();
  }

  private async look(): Promise<boolean> {
    this.rounds += 1;
    const made = await this.ledger.makePartitions();
    const dropped = await this.ledger.dropPartitions(this.config.retentionDays);
    await this.ledger.pruneSamples();
    await this.ledger.pruneOwnChanges();
    const callbacks = await this.ledger.pruneCallbacks(this.config.retentionDays);
    await this.quotas.prune();
    await this.waits.prune(this.config.retentionDays);
    const { pruned, more } = await this.ledger.pruneDedupe(this.config.intake.dedupeDays);
    if (made + dropped.length + callbacks + pruned > 0) {
      this.logger.info({
        message: 'upkeep',
        partitionsMade: made,
        partitionsDropped: dropped,
        keysForgotten: pruned,
        callbacksForgotten: callbacks,
      });
    }
    return more;
  }
}
