var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { LedgerModule } from '../../../ledger/ledger.module.js';
import { WorkflowModule } from '../../../workflow/workflow.module.js';
import { AnswersModule } from '../answers.module.js';
import { CallbackMaterials, CallbackPost } from './callback-post.service.js';
import { CallbackSender, CallbackStores } from './callback-sender.service.js';
/** The sending half of callbacks, for workers. */
let CallbackModule = class CallbackModule {
};
CallbackModule = __decorate([
    Module({
        imports: [AnswersModule, LedgerModule, WorkflowModule],
        providers: [CallbackMaterials, CallbackPost, CallbackSender, CallbackStores],
    })
], CallbackModule);
export { CallbackModule };
//# sourceMappingURL=callback.module.js.map