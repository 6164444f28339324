import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import type { Logger } from '../telemetry/logger.js';
import { FoundationsModule } from './foundations.module.js';

/** The part of Signet a process plays: doors and API, the workroom, or both. */
@Module({})
export class AppModule {
  static for(config: Config, logger: Logger): DynamicModule {
    const web = config.role === 'worker' ? [] : [IntakeModule];
    const worker = config.role === 'web' ? [] : [DispatchModule.for(config)];
    return { module: AppModule, imports: [FoundationsModule.for(config, logger), ...web, ...worker] };
  }
}
