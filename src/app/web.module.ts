import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ACTIONS } from '../actions/action.js';
import { ActionsModule } from '../actions/actions.module.js';
import { AccessTokens } from '../admin/access/access-tokens.service.js';
import { AdminModule } from '../admin/admin.module.js';
import { BellModule } from '../dispatch/bell.module.js';
import { Doorbell } from '../dispatch/doorbell.service.js';
import { FrontDoorModule } from '../intake/front-door.module.js';
import { HookDirectory } from '../intake/hook-directory.service.js';
import { IntakeModule } from '../intake/intake.module.js';
import { TestRuns } from '../intake/test-runs.service.js';
import { ManualTrigger } from '../intake/trigger.service.js';
import { FreshHooksInterceptor } from './fresh-hooks.interceptor.js';

const SIDE_DOOR = AdminModule.for({
  imports: [IntakeModule, ActionsModule, BellModule],
  catalog: ACTIONS,
  trigger: ManualTrigger,
  tests: TestRuns,
  doors: HookDirectory,
  bell: Doorbell,
});

/** The doors and the API. */
@Module({
  imports: [IntakeModule, SIDE_DOOR, FrontDoorModule.for({ imports: [SIDE_DOOR], apiTokens: AccessTokens })],
  providers: [{ provide: APP_INTERCEPTOR, useClass: FreshHooksInterceptor }],
})
export class WebModule {}
