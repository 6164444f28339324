import { Module } from '@nestjs/common';
import { ACTIONS } from '../actions/action.js';
import { ActionsModule } from '../actions/actions.module.js';
import { checkInput } from '../actions/check-input.js';
import type { ActionRegistry } from '../actions/registry.js';
import { AuditModule } from '../audit/audit.module.js';
import { CLOCK, type Clock } from '../config/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { DirectoriesModule } from '../directories/directories.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RecoveryModule } from '../recovery/recovery.module.js';
import { WorkflowModule } from '../workflow/workflow.module.js';
import { InboxLoader } from './inbox-loader.service.js';
import { JourneyLoader, JourneyBooks, JourneyStores } from './journey-loader.service.js';
import { NestedStores, Recorder, RecorderStores } from './recorder.service.js';
import { Runner } from './runner.service.js';
import { SubflowLoader } from './subflow-loader.service.js';
import type { WalkParts } from './walk.js';
import { WALK_PARTS } from './walk-parts.js';

/** Walks revisions and records each task. */
@Module({
  imports: [ActionsModule, AuditModule, DirectoriesModule, LedgerModule, RecoveryModule, WorkflowModule],
  providers: [
    InboxLoader,
    JourneyLoader,
    JourneyBooks,
    JourneyStores,
    NestedStores,
    Recorder,
    RecorderStores,
    Runner,
    SubflowLoader,
    {
      provide: WALK_PARTS,
      inject: [ACTIONS, CLOCK, CONFIG],
      useFactory: (actions: ActionRegistry, clock: Clock, config: Config): WalkParts => ({
        actions,
        checkInput,
        now: () => clock.now(),
        random: Math.random,
        outputBudget: config.worker.outputBytes,
      }),
    },
  ],
  exports: [Runner, Recorder],
})
export class RunnerModule {}
