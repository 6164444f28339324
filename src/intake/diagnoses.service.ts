import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { DeliveryLog, type LoggedDelivery } from './delivery-log.service.js';
import { diagnose } from './diagnosis/diagnose.js';
import type { RefusedDelivery } from './diagnosis/finding.js';
import { SecondlyLimit } from './secondly-limit.js';
import { loadPresets } from './verification/presets.js';

/** Each may take some 20 ms of the one thread there is: a flood of refused deliveries is counted, not studied. */
const MOST_A_SECOND = 10;
const MOST_A_SECOND_OF_A_HOOK = 2;

interface Case {
  readonly row: LoggedDelivery;
  readonly refused: RefusedDelivery;
}

/** Has deliveries written down, and finds out why some were refused: one at a time, after their answers. */
@Injectable()
export class Diagnoses {
  private readonly presets = loadPresets();
  private readonly limit = new SecondlyLimit(MOST_A_SECOND, MOST_A_SECOND_OF_A_HOOK);
  private readonly waiting: Case[] = [];

  constructor(
    private readonly log: DeliveryLog,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The row is written in any case, without a diagnosis where none is asked for or too many are. */
  note(row: LoggedDelivery, refused: RefusedDelivery | null): void {
    if (!refused) {
      this.log.note(row);
      return;
    }
    if (!this.limit.allows(row.hookId, performance.now())) {
      this.metrics.diagnoses.inc({ outcome: 'skipped' });
      this.log.note(row);
      return;
    }
    if (this.waiting.push({ row, refused }) === 1) {
      setImmediate(() => this.next());
    }
  }

  /** One in each turn of the event loop: deliveries go in between. */
  private next(): void {
    const { row, refused } = this.waiting[0]!;
    this.log.note({ ...row, ...this.diagnosed(refused) });
    this.waiting.shift();
    if (this.waiting.length > 0) {
      setImmediate(() => this.next());
    }
  }

  private diagnosed(refused: RefusedDelivery): Pick<LoggedDelivery, 'diagnosis'> {
    try {
      const diagnosis = diagnose({ ...refused, presets: this.presets });
      this.metrics.diagnoses.inc({ outcome: 'made' });
      return { diagnosis };
    } catch (error) {
      this.metrics.diagnoses.inc({ outcome: 'failed' });
      this.logger.error({
        message: 'a diagnosis failed',
        reason: refused.reason,
        // its message might repeat what came
        error: error instanceof Error ? error.name : 'unknown',
      });
      return {};
    }
  }
}
