import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { isAway } from '../../database/faults.js';
import { AppError } from '../../errors/app-error.js';
import { Backtest, type BacktestRequest } from '../../planning/backtest.service.js';
import { LOGGER, type Logger } from '../../telemetry/logger.js';

/** Backtests as lines of JSON. */
@Injectable()
export class BacktestLines {
  constructor(
    private readonly backtest: Backtest,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** A reader that leaves ends the work. */
  of(request: BacktestRequest): Readable {
    return Readable.from(this.lines(request));
  }

  /** The answer has begun: what goes wrong now can only be told in it. */
  private async *lines(request: BacktestRequest): AsyncGenerator<string> {
    try {
      for await (const value of this.backtest.run(request)) {
        yield `${JSON.stringify(value)}\n`;
      }
    } catch (error) {
      this.report(error);
      yield `${JSON.stringify({ kind: 'error', message: 'the backtest could not be finished' })}\n`;
    }
  }

  private report(error: unknown): void {
    const isForeseen = error instanceof AppError || isAway(error);
    this.logger[isForeseen ? 'warn' : 'error']({
      message: 'a backtest failed',
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}
