import { type DynamicModule, type InjectionToken, Module, type ModuleMetadata } from '@nestjs/common';
import { API_TOKENS } from './dialects/api-tokens.js';
import { HooksEntrance } from './dialects/hooks-entrance.service.js';
import { KestraEntrance } from './dialects/kestra-entrance.service.js';
import { ToolJetAccess } from './dialects/tooljet-access.service.js';
import { ToolJetLooks } from './dialects/tooljet-looks.service.js';
import { ToolJetStarts } from './dialects/tooljet-starts.service.js';
import { ToolJetEntrance } from './dialects/tooljet-entrance.service.js';
import { type Entrance, ENTRANCES } from './dialects/entrance.js';
import { HookDoor } from './hook-door.service.js';
import { IntakeModule } from './intake.module.js';

/** What the composition root plugs in. */
export interface FrontDoorPorts {
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** An `ApiTokens`, by the token under which `imports` export it. */
  readonly apiTokens: InjectionToken;
}

const EVERY_ENTRANCE = [HooksEntrance, KestraEntrance, ToolJetEntrance];

/** Every way in from the street: hooks by their address, and what callers of other systems are used to. */
@Module({
  imports: [IntakeModule],
  providers: [
    HookDoor,
    ToolJetAccess,
    ToolJetLooks,
    ToolJetStarts,
    ...EVERY_ENTRANCE,
    { provide: ENTRANCES, inject: EVERY_ENTRANCE, useFactory: (...entrances: Entrance[]) => entrances },
  ],
  exports: [HookDoor],
})
export class FrontDoorModule {
  static for({ imports, apiTokens }: FrontDoorPorts): DynamicModule {
    const providers = [{ provide: API_TOKENS, useExisting: apiTokens }];
    return { module: FrontDoorModule, imports, providers };
  }
}
