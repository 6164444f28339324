import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import { endEntries } from '../audit/ended-executions.js';
import { CLOCK, type Clock } from '../config/clock.js';
import type { Overflown } from '../ledger/limited-claim.repository.js';
import { ProgressRepository } from '../ledger/progress.repository.js';
import type { Settlement } from '../ledger/task-run.js';
import { BurialRepository } from '../recovery/burial.repository.js';
import type { Burial } from '../recovery/dead-letter.js';
import { fingerprint } from '../recovery/fingerprint.js';
import { Metrics } from '../telemetry/metrics.js';
import { RevisionCache } from '../workflow/revision-cache.service.js';

const ERROR = {
  code: 'too_many_requests',
  message: 'as many executions run already as the concurrency limit allows',
};

/** The tables it writes, as one thing to inject. */
@Injectable()
export class OverflowStores {
  constructor(
    readonly progress: ProgressRepository,
    readonly burials: BurialRepository,
    readonly audit: AuditLogRepository,
  ) {}
}

/** Ends executions that came when there was no slot left, as the limit that was used up asks. */
@Injectable()
export class Overflow {
  constructor(
    private readonly stores: OverflowStores,
    private readonly revisions: RevisionCache,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** In the transaction that claimed them. */
  async settle(tx: EntityManager, overflown: readonly Overflown[]): Promise<void> {
    const { progress, burials, audit } = this.stores;
    const buried = overflown.filter(({ overflow }) => overflow === 'fail').map(burialOf);
    if (buried.length > 0) {
      await burials.bury(tx, buried);
    }
    const ended = await progress.settle(
      tx,
      overflown.map((one) => ({ id: one.id, fence: one.fence, settlement: settlementOf(one) })),
    );
    const records = await progress.records(tx, ended, () => null);
    await audit.append(tx, endEntries(records, this.clock.now()));
  }

  /** Once that is committed. Never rejects: what was claimed with them is to be run. */
  async count(ended: readonly Overflown[]): Promise<void> {
    for (const one of ended) {
      const outcome = one.overflow === 'cancel' ? 'cancelled' : 'dead';
      this.metrics.executions.inc({ workflow: await this.nameOf(one), outcome });
      if (one.overflow === 'fail') {
        this.metrics.deadLetters.inc({ reason: 'concurrency' });
      }
    }
  }

  private async nameOf({ workflowId, revision }: Overflown): Promise<string> {
    try {
      const { namespace, id } = (await this.revisions.require({ workflowId, revision })).document;
      return `${namespace}/${id}`;
    } catch {
      return 'unknown'; // its document cannot be read, or not just now
    }
  }
}

function settlementOf({ overflow }: Overflown): Settlement {
  return overflow === 'cancel'
    ? { kind: 'final', status: 'cancelled', reason: 'concurrency', error: null }
    : { kind: 'final', status: 'dead', reason: 'concurrency', error: ERROR };
}

const burialOf = ({ id, workflowId }: Overflown): Burial => ({
  executionId: id,
  taskId: null,
  reason: 'concurrency',
  error: ERROR,
  fingerprint: fingerprint(workflowId, null, ERROR),
  attempts: 0,
});
