var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var HealthModule_1;
import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { DatabaseIndicator } from './database.indicator.js';
import { Gauges, GaugeSources } from './gauges.service.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { REDIS_STATE } from './redis-state.js';
/** Liveness, readiness and metrics, in every role. */
let HealthModule = HealthModule_1 = class HealthModule {
    /** `redis`: the token under which `imports` export a `RedisState`. */
    static for(ports) {
        return {
            module: HealthModule_1,
            imports: ports.imports,
            providers: ports.redis === undefined ? [] : [{ provide: REDIS_STATE, useExisting: ports.redis }],
        };
    }
};
HealthModule = HealthModule_1 = __decorate([
    Module({
        imports: [TerminusModule.forRoot({ logger: false })],
        controllers: [HealthController, MetricsController],
        providers: [DatabaseIndicator, Gauges, GaugeSources],
        exports: [Gauges],
    })
], HealthModule);
export { HealthModule };
//# sourceMappingURL=health.module.js.map