var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var FrontDoorModule_1;
import { Module } from '@nestjs/common';
import { API_TOKENS } from './dialects/api-tokens.js';
import { HooksEntrance } from './dialects/hooks-entrance.service.js';
import { KestraEntrance } from './dialects/kestra-entrance.service.js';
import { ToolJetAccess } from './dialects/tooljet-access.service.js';
import { ToolJetLooks } from './dialects/tooljet-looks.service.js';
import { ToolJetStarts } from './dialects/tooljet-starts.service.js';
import { ToolJetEntrance } from './dialects/tooljet-entrance.service.js';
import { ENTRANCES } from './dialects/entrance.js';
import { HookDoor } from './hook-door.service.js';
import { IntakeModule } from './intake.module.js';
const EVERY_ENTRANCE = [HooksEntrance, KestraEntrance, ToolJetEntrance];
/** Every way in from the street: hooks by their address, and what callers of other systems are used to. */
let FrontDoorModule = FrontDoorModule_1 = class FrontDoorModule {
    static for({ imports, apiTokens }) {
        const providers = [{ provide: API_TOKENS, useExisting: apiTokens }];
        return { module: FrontDoorModule_1, imports, providers };
    }
};
FrontDoorModule = FrontDoorModule_1 = __decorate([
    Module({
        imports: [IntakeModule],
        providers: [
            HookDoor,
            ToolJetAccess,
            ToolJetLooks,
            ToolJetStarts,
            ...EVERY_ENTRANCE,
            { provide: ENTRANCES, inject: EVERY_ENTRANCE, useFactory: (...entrances) => entrances },
        ],
        exports: [HookDoor],
    })
], FrontDoorModule);
export { FrontDoorModule };
//# sourceMappingURL=front-door.module.js.map