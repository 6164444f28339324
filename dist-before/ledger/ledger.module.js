var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { AdmissionRepository } from './admission.repository.js';
import { ApprovalRepository } from './approval.repository.js';
import { BlastRadiusRepository } from './blast-radius.repository.js';
import { CallbackRepository } from './callback.repository.js';
import { ClaimRepository } from './claim.repository.js';
import { ControlRepository } from './control.repository.js';
import { EventRepository } from './event.repository.js';
import { LimitedClaimRepository } from './limited-claim.repository.js';
import { OrderRepository } from './order.repository.js';
import { OwnChangeRepository } from './own-change.repository.js';
import { PartitionRepository } from './partition.repository.js';
import { ProgressRepository } from './progress.repository.js';
import { PurgeRepository } from './purge.repository.js';
import { QuotaRepository } from './quota.repository.js';
import { SubflowRepository } from './subflow.repository.js';
import { UpkeepRepository } from './upkeep.repository.js';
import { WaitRepository } from './wait.repository.js';
const REPOSITORIES = [
    AdmissionRepository,
    ApprovalRepository,
    BlastRadiusRepository,
    CallbackRepository,
    ClaimRepository,
    ControlRepository,
    EventRepository,
    LimitedClaimRepository,
    OrderRepository,
    OwnChangeRepository,
    PartitionRepository,
    ProgressRepository,
    PurgeRepository,
    QuotaRepository,
    SubflowRepository,
    UpkeepRepository,
    WaitRepository,
];
/** What is true: events, executions, task runs. */
let LedgerModule = class LedgerModule {
};
LedgerModule = __decorate([
    Module({ providers: REPOSITORIES, exports: REPOSITORIES })
], LedgerModule);
export { LedgerModule };
//# sourceMappingURL=ledger.module.js.map