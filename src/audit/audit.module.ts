import { Module } from '@nestjs/common';
import { AuditKeys } from './audit-keys.service.js';
import { AuditLogRepository } from './audit-log.repository.js';
import { SequenceRepository } from './sequence.repository.js';
import { Sequencer } from './sequencer.service.js';

/** The log of deeds, and the tree over it. */
@Module({
  providers: [AuditKeys, AuditLogRepository, SequenceRepository, Sequencer],
  exports: [AuditKeys, AuditLogRepository, Sequencer],
})
export class AuditModule {}
