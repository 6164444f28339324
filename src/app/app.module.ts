import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { BellModule } from '../dispatch/bell.module.js';
import { Doorbell } from '../dispatch/doorbell.service.js';
import { HealthModule } from '../health/health.module.js';
import type { Logger } from '../telemetry/logger.js';
import { FoundationsModule, type Outside } from './foundations.module.js';

/** The part of Signet a process plays: doors and API, the workroom, or both. What it does not play it does not load. */
@Module({})
export class AppModule {
  static async for(config: Config, logger: Logger, outside: Partial<Outside> = {}): Promise<DynamicModule> {
    const web = config.role === 'worker' ? [] : [(await import('./web.module.js')).WebModule];
    const work = config.role === 'web' ? [] : [(await import('./work.module.js')).WorkModule.for(config)];
    const health = HealthModule.for({ imports: [BellModule], redis: Doorbell });
    const foundations = FoundationsModule.for(config, logger, outside);
    return { module: AppModule, imports: [foundations, health, ...web, ...work] };
  }
}
