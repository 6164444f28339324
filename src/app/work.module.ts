import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { CallbackModule } from '../intake/answers/callback/callback.module.js';
import { SsfModule } from '../ssf/ssf.module.js';

/** The workroom, and what goes out by itself: callbacks, polls of Shared Signals. */
@Module({ imports: [CallbackModule, SsfModule] })
export class WorkModule {
  static for(config: Config): DynamicModule {
    return { module: WorkModule, imports: [DispatchModule.for(config)] };
  }
}
