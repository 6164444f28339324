import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import { newId } from '../config/clock.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { actorOf, type Caller } from './access/caller.js';

export interface Deed {
  /** `source.put`, `workflow.apply`, `token.revoke`. */
  readonly verb: string;
  /** What it was done to: `source:auth-platform`. */
  readonly subject: string;
  readonly message: string;
  readonly details?: unknown;
}

/** Writes what callers of the API did into the audit log. */
@Injectable()
export class Journal {
  constructor(
    private readonly audit: AuditLogRepository,
    private readonly dataSource: DataSource,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** In the transaction of the deed. */
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

  /**
   * Of what was recorded together with others, in a transaction of its own. Never throws: who is told that it failed would
   * do it again. An entry that could not be written stands in the log instead.
   */
  async writeAfter(caller: Caller, deed: Deed): Promise<void> {
    try {
      await this.dataSource.transaction((tx) => this.write(tx, caller, deed));
    } catch (error) {
      const { tenant } = caller;
      this.logger.error({
        message: 'a deed is missing in the audit log',
        tenant,
        actor: actorOf(caller),
        deed,
        error: String(error),
      });
    }
  }
}
