import { Module } from '@nestjs/common';
import { AuditLogRepository } from './audit-log.repository.js';

/** The log of deeds. */
@Module({ providers: [AuditLogRepository], exports: [AuditLogRepository] })
export class AuditModule {}
