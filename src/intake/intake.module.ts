import { Module } from '@nestjs/common';
import { BellModule } from '../dispatch/bell.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RecoveryModule } from '../recovery/recovery.module.js';
import { WorkflowModule } from '../workflow/workflow.module.js';
import { Admission, AdmissionTelemetry } from './admission.service.js';
import { DeliveryLog } from './delivery-log.service.js';
import { HookDirectory, HookDirectoryParts } from './hook-directory.service.js';
import { HookDoor } from './hook-door.service.js';
import { KeySetsService } from './key-sets.service.js';
import { Metering, MeteringStores } from './metering.service.js';
import { Recording } from './recording.service.js';
import { Threshold } from './threshold.service.js';
import { Throttle } from './throttle/throttle.service.js';
import { SecretUseRepository } from './secret-use.repository.js';
import { SecretUses } from './secret-uses.service.js';
import { ManualTrigger } from './trigger.service.js';

/** The front door: which hook, proven or not, read, written down, answered. */
@Module({
  imports: [BellModule, LedgerModule, RecoveryModule, WorkflowModule],
  providers: [
    Admission,
    AdmissionTelemetry,
    DeliveryLog,
    HookDirectory,
    HookDirectoryParts,
    HookDoor,
    KeySetsService,
    ManualTrigger,
    Metering,
    MeteringStores,
    Recording,
    Threshold,
    Throttle,
    SecretUseRepository,
    SecretUses,
  ],
  exports: [HookDoor, HookDirectory, ManualTrigger, Recording, DeliveryLog, Throttle],
})
export class IntakeModule {}
