import { Module } from '@nestjs/common';
import { ACTIONS } from '../actions/action.js';
import { ActionsModule } from '../actions/actions.module.js';
import { checkInput } from '../actions/check-input.js';
import type { ActionRegistry } from '../actions/registry.js';
import { AuditModule } from '../audit/audit.module.js';
import { CLOCK, type Clock } from '../config/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { DirectoriesModule } from '../directories/directories.module.js';
import { makeStamp } from '../ledger/cause-stamp.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RecoveryModule } from '../recovery/recovery.module.js';
import { RootKey } from '../secrets/root-key.js';
import { WorkflowModule } from '../workflow/workflow.module.js';
import { BlastRadius } from './blast-radius.service.js';
import { Caller } from './caller.service.js';
import { InboxLoader } from './inbox-loader.service.js';
import { JourneyLoader, JourneyBooks, JourneyStores } from './journey-loader.service.js';
import { NestedStores } from './nested-stores.service.js';
import { Permits } from './permits.service.js';
import { Recorder, RecorderStores } from './recorder.service.js';
import { RunnerTelemetry } from './runner-telemetry.service.js';
import { Runner } from './runner.service.js';
import { SubflowLoader } from './subflow-loader.service.js';
import { TargetGates } from './target-gates.service.js';
import type { WalkParts } from './walk.js';
import { WALK_PARTS } from './walk-parts.js';

/** Walks revisions and records each task. */
@Module({
  imports: [ActionsModule, AuditModule, DirectoriesModule, LedgerModule, RecoveryModule, WorkflowModule],
  providers: [
    BlastRadius,
    Caller,
    InboxLoader,
    JourneyLoader,
    JourneyBooks,
    JourneyStores,
    NestedStores,
    Permits,
    Recorder,
    RecorderStores,
    Runner,
    RunnerTelemetry,
    SubflowLoader,
    TargetGates,
    {
      provide: WALK_PARTS,
      inject: [ACTIONS, CLOCK, CONFIG, RootKey],
      useFactory: (actions: ActionRegistry, clock: Clock, { worker }: Config, root: RootKey): WalkParts => {
        const key = root.derive('causes');
        return {
          actions,
          checkInput,
          now: () => clock.now(),
          random: Math.random,
          stamp: (cause, place) => makeStamp(key, cause, place, clock.now()),
          outputBudget: worker.outputBytes,
        };
      },
    },
  ],
  exports: [Runner, Recorder],
})
export class RunnerModule {}
