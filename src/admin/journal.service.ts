import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import { newId } from '../config/clock.js';
import { actorOf, type Caller } from './access/caller.js';

export interface Deed {
  /** `source.put`, `workflow.apply`, `token.revoke`. */
  readonly verb: string;
  /** What it was done to: `source:auth-platform`. */
  readonly subject: string;
  readonly message: string;
  readonly details?: unknown;
}

/** Writes what callers of the API did into the audit log, in the transaction of the deed. */
@Injectable()
export class Journal {
  constructor(private readonly audit: AuditLogRepository) {}

  write(tx: EntityManager, caller: Caller, deed: Deed): Promise<void> {
    return this.audit.append(tx, [
      {
        id: newId(),
        tenant: caller.tenant,
        at: new Date(),
        actor: actorOf(caller),
        executionId: null,
        taskId: null,
        ...deed,
      },
    ]);
  }
}
