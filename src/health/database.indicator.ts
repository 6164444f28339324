import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { DataSource } from 'typeorm';

const ANSWER_WITHIN_MS = 2000;

/** Whether Postgres answers, soon. */
@Injectable()
export class DatabaseIndicator {
  constructor(
    private readonly dataSource: DataSource,
    private readonly indicators: HealthIndicatorService,
  ) {}

  async check(): Promise<HealthIndicatorResult> {
    const postgres = this.indicators.check('postgres');
    const answered = this.dataSource.query('select 1').then(
      () => true,
      () => false,
    );
    const gaveUp = new AbortController();
    const late = sleep(ANSWER_WITHIN_MS, false, { signal: gaveUp.signal }).catch(() => false);
    const isUp = await Promise.race([answered, late]);
    gaveUp.abort();
    return isUp ? postgres.up() : postgres.down({ message: 'does not answer' });
  }
}
