var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { BellModule } from '../dispatch/bell.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RecoveryModule } from '../recovery/recovery.module.js';
import { WorkflowModule } from '../workflow/workflow.module.js';
import { AnswersModule } from './answers/answers.module.js';
import { Attribution } from './causes/attribution.service.js';
import { Admission } from './admission.service.js';
import { AdmissionTelemetry } from './admission-telemetry.service.js';
import { DeliveryLog } from './delivery-log.service.js';
import { Diagnoses } from './diagnoses.service.js';
import { Handshakes } from './handshakes.service.js';
import { HookBuilder, HookParts } from './hook-builder.service.js';
import { HookDirectory } from './hook-directory.service.js';
import { KeySetsService } from './key-sets.service.js';
import { Metering, MeteringStores } from './metering.service.js';
import { Recording, RecordingStores } from './recording.service.js';
import { Sampler } from './samples/sampler.service.js';
import { SamplesRepository } from './samples/samples.repository.js';
import { TestRuns } from './test-runs.service.js';
import { Threshold } from './threshold.service.js';
import { Throttle } from './throttle/throttle.service.js';
import { SecretUseRepository } from './secret-use.repository.js';
import { SecretUses } from './secret-uses.service.js';
import { StreamsRepository } from './ssf/streams.repository.js';
import { ManualTrigger } from './trigger.service.js';
/** What becomes of a delivery: which hook, proven or not, read, written down, answered. */
let IntakeModule = class IntakeModule {
};
IntakeModule = __decorate([
    Module({
        imports: [AnswersModule, BellModule, LedgerModule, RecoveryModule, WorkflowModule],
        providers: [
            Admission,
            AdmissionTelemetry,
            Attribution,
            DeliveryLog,
            Diagnoses,
            Handshakes,
            HookBuilder,
            HookDirectory,
            HookParts,
            KeySetsService,
            ManualTrigger,
            Metering,
            MeteringStores,
            Recording,
            RecordingStores,
            Sampler,
            SamplesRepository,
            TestRuns,
            Threshold,
            Throttle,
            SecretUseRepository,
            SecretUses,
            StreamsRepository,
        ],
        exports: [
            Admission,
            AnswersModule,
            HookDirectory,
            ManualTrigger,
            Recording,
            DeliveryLog,
            TestRuns,
            Throttle,
        ],
    })
], IntakeModule);
export { IntakeModule };
//# sourceMappingURL=intake.module.js.map