import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from './logger.js';
import { Metrics } from './metrics.js';
import { Tracing } from './tracing.service.js';

/** Log, metrics and traces, as one thing to inject. */
@Injectable()
export class Telemetry {
  constructor(
    readonly metrics: Metrics,
    readonly tracing: Tracing,
    @Inject(LOGGER) readonly logger: Logger,
  ) {}
}
