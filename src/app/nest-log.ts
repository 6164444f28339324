import type { LoggerService } from '@nestjs/common';
import type { Logger } from '../telemetry/logger.js';

/** Nest's own lines, as ours: its chatter about routes and modules is DEBUG. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...context: unknown[]): void {
    this.logger.debug({ message: String(message), context: context.at(-1) });
  }
  error(message: unknown, ...context: unknown[]): void {
    this.logger.error({ message: String(message), context: context.at(-1) });
  }
  warn(message: unknown, ...context: unknown[]): void {
    this.logger.warn({ message: String(message), context: context.at(-1) });
  }
  debug(message: unknown): void {
    this.logger.trace({ message: String(message) });
  }
}
