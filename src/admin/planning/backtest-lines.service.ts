import { Injectable, type StreamableFile } from '@nestjs/common';
import { Backtest, type BacktestRequest } from '../../planning/backtest.service.js';
import { LinesAnswer } from '../lines-answer.service.js';

/** Backtests as lines of JSON. */
@Injectable()
export class BacktestLines {
  constructor(
    private readonly backtest: Backtest,
    private readonly answers: LinesAnswer,
  ) {}

  of(request: BacktestRequest): StreamableFile {
    return this.answers.of(this.backtest.run(request));
  }
}
