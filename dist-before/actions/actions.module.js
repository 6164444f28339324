var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { GuardedClient } from '../outbound/guarded-client.js';
import { OutboundTokens } from '../outbound/oauth/outbound-tokens.js';
import { ACTIONS } from './action.js';
import { builtInActions } from './built-in-actions.js';
import { createActionRegistry } from './registry.js';
/** What tasks can do; a fault in the registry stops the boot. */
let ActionsModule = class ActionsModule {
};
ActionsModule = __decorate([
    Module({
        providers: [
            {
                provide: ACTIONS,
                inject: [GuardedClient, OutboundTokens],
                useFactory: (http, tokens) => createActionRegistry(builtInActions(http, tokens)),
            },
        ],
        exports: [ACTIONS],
    })
], ActionsModule);
export { ActionsModule };
//# sourceMappingURL=actions.module.js.map