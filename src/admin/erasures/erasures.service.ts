import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLogRepository } from '../../audit/audit-log.repository.js';
import { eraseEntries, isOwnObject } from '../../audit/erasure.js';
import { DirectoryAdminRepository } from '../../directories/directory-admin.repository.js';
import { Conflict, InvalidRequest } from '../../errors/errors.js';
import { SamplesRepository } from '../../intake/samples/samples.repository.js';
import { ErasureRepository, type SubjectRows } from '../../ledger/erasure.repository.js';
import { actorOf, type Caller, requireWholeTenant } from '../access/caller.js';
import type { ErasureModel } from './erasures.dto.js';

/** Ids that a refusal names. */
const NAMED = 20;

/** Erases what Signet holds of one person: all of it and the entry that says so in one transaction, or nothing. */
@Injectable()
export class Erasures {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: ErasureRepository,
    private readonly audit: AuditLogRepository,
    private readonly samples: SamplesRepository,
    private readonly directories: DirectoryAdminRepository,
  ) {}

  /** A dry run does the same and takes it back. Throws Conflict, also then, as long as something is not finished. */
  erase(caller: Caller, subject: string, dryRun: boolean): Promise<ErasureModel> {
    requireWholeTenant(caller);
    requirePerson(subject);
    return this.dataSource.transaction(async (tx) => {
      await tx.query('savepoint before_erasure');
      const done = await this.carryOut(tx, caller, subject);
      if (!dryRun) {
        return { dryRun, ...done };
      }
      await tx.query('rollback to savepoint before_erasure');
      return { dryRun, ...done, entries: [] };
    });
  }

  private async carryOut(
    tx: EntityManager,
    caller: Caller,
    subject: string,
  ): Promise<Omit<ErasureModel, 'dryRun'>> {
    const { tenant } = caller;
    const actor = actorOf(caller);
    const key = { tenant, subject };
    const found = await this.ledger.hold(tx, key);
    requireFinished(found);
    const { rows, left } = await this.ledger.erase(tx, key, found, actor);
    const samples = await this.samples.erase(tx, key, found.events);
    const users = await this.directories.eraseDeleted(tx, tenant, subject);
    const bare = await this.audit.erase(tx, tenant, subject);
    const entries = eraseEntries({ tenant, actor, subject, at: new Date() }, left, bare);
    await this.audit.append(tx, entries);
    return {
      erased: { ...rows, notes: rows.notes + users.erased, samples, auditEntries: bare.length },
      entries: entries.map(({ id }) => id),
      directoryUser: users.isThere,
    };
  }
}

function requirePerson(subject: string): void {
  if (isOwnObject(subject)) {
    const message = "is an object of Signet's own: what was done to it stays in the audit log";
    throw new InvalidRequest(`the subject ${message}`, { errors: [{ path: 'subject', message }] });
  }
}

function requireFinished({ unfinished, untold }: SubjectRows): void {
  if (unfinished.length > 0) {
    const what =
      unfinished.length === 1
        ? '1 execution has not ended that is for the subject, or waits for its events'
        : `${unfinished.length} executions have not ended that are for the subject, or wait for its events`;
    throw new Conflict(
      `${what}: wait for them, or cancel each with "signet executions cancel ID"; nothing was erased`,
      { unfinished: unfinished.length, executions: unfinished.slice(0, NAMED) },
    );
  }
  if (untold.length > 0) {
    const what =
      untold.length === 1 ? '1 caller has yet to be told' : `${untold.length} callers have yet to be told`;
    throw new Conflict(
      `${what} how an execution for the subject ended: wait until their callbacks are sent or have failed; nothing was erased`,
      { untold: untold.length, executions: untold.slice(0, NAMED) },
    );
  }
}
