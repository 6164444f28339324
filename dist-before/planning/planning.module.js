var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { DirectoriesModule } from '../directories/directories.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { SubflowLoader } from '../runner/subflow-loader.service.js';
import { WorkflowModule } from '../workflow/workflow.module.js';
import { Backtest } from './backtest.service.js';
import { PastEventView } from './past-event.view.js';
import { PlanStores, PlanWorlds } from './plan-world.service.js';
/** Says what workflows would do. */
let PlanningModule = class PlanningModule {
};
PlanningModule = __decorate([
    Module({
        imports: [DirectoriesModule, LedgerModule, WorkflowModule],
        providers: [Backtest, PastEventView, PlanStores, PlanWorlds, SubflowLoader],
        exports: [Backtest, PastEventView, PlanWorlds],
    })
], PlanningModule);
export { PlanningModule };
//# sourceMappingURL=planning.module.js.map