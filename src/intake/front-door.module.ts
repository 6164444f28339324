import { Module } from '@nestjs/common';
import { HooksWay } from './dialects/hooks-way.service.js';
import { KestraWay } from './dialects/kestra-way.service.js';
import { type Way, WAYS } from './dialects/way.js';
import { HookDoor } from './hook-door.service.js';
import { IntakeModule } from './intake.module.js';

const WAYS_IN = [HooksWay, KestraWay];

/** Every way in from the street: hooks by their address, and what callers of other systems are used to. */
@Module({
  imports: [IntakeModule],
  providers: [HookDoor, ...WAYS_IN, { provide: WAYS, inject: WAYS_IN, useFactory: (...ways: Way[]) => ways }],
  exports: [HookDoor],
})
export class FrontDoorModule {}
