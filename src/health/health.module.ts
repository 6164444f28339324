import { type DynamicModule, type InjectionToken, Module, type ModuleMetadata } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { DatabaseIndicator } from './database.indicator.js';
import { Gauges, GaugeSources } from './gauges.service.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { REDIS_STATE } from './redis-state.js';

/** Liveness, readiness and metrics, in every role. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [DatabaseIndicator, Gauges, GaugeSources],
  exports: [Gauges],
})
export class HealthModule {
  /** `redis`: the token under which `imports` export a `RedisState`. */
  static for(ports: {
    readonly imports: NonNullable<ModuleMetadata['imports']>;
    readonly redis?: InjectionToken;
  }): DynamicModule {
    return {
      module: HealthModule,
      imports: ports.imports,
      providers: ports.redis === undefined ? [] : [{ provide: REDIS_STATE, useExisting: ports.redis }],
    };
  }
}
