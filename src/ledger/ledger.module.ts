import { Module } from '@nestjs/common';
import { AdmissionRepository } from './admission.repository.js';
import { ClaimRepository } from './claim.repository.js';
import { ControlRepository } from './control.repository.js';
import { EventRepository } from './event.repository.js';
import { ProgressRepository } from './progress.repository.js';
import { SubflowRepository } from './subflow.repository.js';
import { UpkeepRepository } from './upkeep.repository.js';

const REPOSITORIES = [
  AdmissionRepository,
  ClaimRepository,
  ControlRepository,
  EventRepository,
  ProgressRepository,
  SubflowRepository,
  UpkeepRepository,
];

/** What is true: events, executions, task runs. */
@Module({ providers: REPOSITORIES, exports: REPOSITORIES })
export class LedgerModule {}
