import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import { Conflict } from '../errors/errors.js';
import { type ControlStanding, ControlRepository } from '../ledger/control.repository.js';
import { BELL, type Bell } from './bell.js';
import { entryOf, type Resolver } from './resolver.js';

export type ControlVerb = 'cancel' | 'pause' | 'resume';

/** Stops executions that have not ended, and lets them go on. */
@Injectable()
export class ExecutionControl {
  constructor(
    private readonly dataSource: DataSource,
    private readonly control: ControlRepository,
    private readonly audit: AuditLogRepository,
    @Inject(BELL) private readonly bell: Bell,
  ) {}

  /** False when it was so already. The execution is within the caller's reach. Throws Conflict when it cannot be any more. */
  async ask(by: Resolver, execution: string, verb: ControlVerb): Promise<boolean> {
    const asked = await this.dataSource.transaction(async (tx) => {
      const changed =
        verb === 'resume'
          ? await this.control.resume(tx, execution)
          : await this.control.ask(tx, execution, verb);
      if (changed) {
        const message = `${verb} ${execution}`;
        await this.audit.append(tx, [
          entryOf(by, `execution.${verb}`, changed.subject, execution, { message }),
        ]);
      } else {
        requireSo(verb, execution, await this.control.standing(tx, execution));
      }
      return changed;
    });
    if (asked && asked.status !== 'running' && verb !== 'pause') {
      this.bell.ring([execution], { scopes: asked.claimScope === null ? [] : [asked.claimScope] });
    }
    return asked !== null;
  }
}

/** What nothing was changed of stands as it was asked to, or can no more. */
function requireSo(verb: ControlVerb, execution: string, standing: ControlStanding | null): void {
  const { status, isOpen, control } = standing ?? { status: 'gone', isOpen: false, control: null };
  const isCancelled = status === 'cancelled' || control === 'cancel';
  const isSo = { cancel: isCancelled, pause: control === 'pause', resume: isOpen && control === null }[verb];
  if (!isSo) {
    const why = isOpen ? 'the execution is being cancelled' : 'the execution has ended';
    throw new Conflict(why, { execution, status });
  }
}
