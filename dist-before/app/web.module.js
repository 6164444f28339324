var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
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
let WebModule = class WebModule {
};
WebModule = __decorate([
    Module({
        imports: [IntakeModule, SIDE_DOOR, FrontDoorModule.for({ imports: [SIDE_DOOR], apiTokens: AccessTokens })],
        providers: [{ provide: APP_INTERCEPTOR, useClass: FreshHooksInterceptor }],
    })
], WebModule);
export { WebModule };
//# sourceMappingURL=web.module.js.map