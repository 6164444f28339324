var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var AppModule_1;
import { Module } from '@nestjs/common';
import { BellModule } from '../dispatch/bell.module.js';
import { Doorbell } from '../dispatch/doorbell.service.js';
import { HealthModule } from '../health/health.module.js';
import { FoundationsModule } from './foundations.module.js';
/** The part of Signet a process plays: doors and API, the workroom, or both. What it does not play it does not load. */
let AppModule = AppModule_1 = class AppModule {
    static async for(config, logger, outside = {}) {
        const web = config.role === 'worker' ? [] : [(await import('./web.module.js')).WebModule];
        const work = config.role === 'web' ? [] : [(await import('./work.module.js')).WorkModule.for(config)];
        const health = HealthModule.for({ imports: [BellModule], redis: Doorbell });
        const foundations = FoundationsModule.for(config, logger, outside);
        return { module: AppModule_1, imports: [foundations, health, ...web, ...work] };
    }
};
AppModule = AppModule_1 = __decorate([
    Module({})
], AppModule);
export { AppModule };
//# sourceMappingURL=app.module.js.map