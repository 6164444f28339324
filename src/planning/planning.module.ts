import { Module } from '@nestjs/common';
import { DirectoriesModule } from '../directories/directories.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { SubflowLoader } from '../runner/subflow-loader.service.js';
import { WorkflowModule } from '../workflow/workflow.module.js';
import { Backtest } from './backtest.service.js';
import { PastEventView } from './past-event.view.js';
import { PlanStores, PlanWorlds } from './plan-world.service.js';

/** Says what workflows would do. */
@Module({
  imports: [DirectoriesModule, LedgerModule, WorkflowModule],
  providers: [Backtest, PastEventView, PlanStores, PlanWorlds, SubflowLoader],
  exports: [Backtest, PastEventView, PlanWorlds],
})
export class PlanningModule {}
