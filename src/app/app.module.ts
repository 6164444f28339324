import { type DynamicModule, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ACTIONS } from '../actions/action.js';
import { ActionsModule } from '../actions/actions.module.js';
import { AccessTokens } from '../admin/access/access-tokens.service.js';
import { AdminModule } from '../admin/admin.module.js';
import type { Config } from '../config/config.js';
import { BellModule } from '../dispatch/bell.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { Doorbell } from '../dispatch/doorbell.service.js';
import { HealthModule } from '../health/health.module.js';
import { CallbackModule } from '../intake/answers/callback/callback.module.js';
import { FrontDoorModule } from '../intake/front-door.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { TestRuns } from '../intake/test-runs.service.js';
import { ManualTrigger } from '../intake/trigger.service.js';
import { SsfModule } from '../ssf/ssf.module.js';
import type { Logger } from '../telemetry/logger.js';
import { FoundationsModule, type Outside } from './foundations.module.js';
import { FreshHooksInterceptor } from './fresh-hooks.interceptor.js';

const SIDE_DOOR = AdminModule.for({
  imports: [IntakeModule, ActionsModule, BellModule],
  catalog: ACTIONS,
  trigger: ManualTrigger,
  tests: TestRuns,
  bell: Doorbell,
});

/** The doors and the API. */
@Module({
  imports: [IntakeModule, SIDE_DOOR, FrontDoorModule.for({ imports: [SIDE_DOOR], apiTokens: AccessTokens })],
  providers: [{ provide: APP_INTERCEPTOR, useClass: FreshHooksInterceptor }],
})
export class WebModule {}

/** The part of Signet a process plays: doors and API, the workroom, or both. */
@Module({})
export class AppModule {
  static for(config: Config, logger: Logger, outside: Partial<Outside> = {}): DynamicModule {
    const web = config.role === 'worker' ? [] : [WebModule];
    const worker = config.role === 'web' ? [] : [DispatchModule.for(config), CallbackModule, SsfModule];
    const health = HealthModule.for({ imports: [BellModule], redis: Doorbell });
    const foundations = FoundationsModule.for(config, logger, outside);
    return { module: AppModule, imports: [foundations, health, ...web, ...worker] };
  }
}
