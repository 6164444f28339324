import { Readable } from 'node:stream';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { isAway } from '../database/faults.js';
import { AppError } from '../errors/app-error.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';

/** Answers that are lines of JSON, as they come. */
@Injectable()
export class LinesAnswer {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  /** A reader that leaves ends the work. */
  of(values: AsyncIterable<unknown>): StreamableFile {
    return new StreamableFile(Readable.from(this.lines(values)), { type: 'application/x-ndjson' });
  }

  /** The answer has begun: what goes wrong now can only be told in it. */
  private async *lines(values: AsyncIterable<unknown>): AsyncGenerator<string> {
    try {
      for await (const value of values) {
        yield `${JSON.stringify(value)}\n`;
      }
    } catch (error) {
      this.report(error);
      yield `${JSON.stringify({ kind: 'error', message: 'the answer could not be finished' })}\n`;
    }
  }

  private report(error: unknown): void {
    const isForeseen = error instanceof AppError || isAway(error);
    this.logger[isForeseen ? 'warn' : 'error']({
      message: 'an answer of lines failed',
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}
