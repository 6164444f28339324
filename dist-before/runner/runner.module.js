var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { ACTIONS } from '../actions/action.js';
import { ActionsModule } from '../actions/actions.module.js';
import { checkInput } from '../actions/check-input.js';
import { AuditModule } from '../audit/audit.module.js';
import { CLOCK } from '../config/clock.js';
import { CONFIG } from '../config/config.js';
import { DirectoriesModule } from '../directories/directories.module.js';
import { makeStamp } from '../ledger/cause-stamp.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RecoveryModule } from '../recovery/recovery.module.js';
import { deriveKey } from '../secrets/seal.js';
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
import { WALK_PARTS } from './walk-parts.js';
/** Walks revisions and records each task. */
let RunnerModule = class RunnerModule {
};
RunnerModule = __decorate([
    Module({
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
                inject: [ACTIONS, CLOCK, CONFIG],
                useFactory: (actions, clock, { masterKey, worker }) => {
                    const key = deriveKey(masterKey, 'causes');
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
], RunnerModule);
export { RunnerModule };
//# sourceMappingURL=runner.module.js.map