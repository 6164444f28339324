var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var WorkModule_1;
import { Module } from '@nestjs/common';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { CallbackModule } from '../intake/answers/callback/callback.module.js';
import { SsfModule } from '../ssf/ssf.module.js';
/** The workroom, and what goes out by itself: callbacks, polls of Shared Signals. */
let WorkModule = WorkModule_1 = class WorkModule {
    static for(config) {
        return { module: WorkModule_1, imports: [DispatchModule.for(config)] };
    }
};
WorkModule = WorkModule_1 = __decorate([
    Module({ imports: [CallbackModule, SsfModule] })
], WorkModule);
export { WorkModule };
//# sourceMappingURL=work.module.js.map