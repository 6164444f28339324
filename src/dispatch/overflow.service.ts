import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
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

/** Ends executions that came when there was no slot left, as the limit that was used up asks. */
@Injectable()
export class Overflow {
  constructor(
    private readonly dataSource: DataSource,
    private readonly progress: ProgressRepository,
    private readonly burials: BurialRepository,
    private readonly revisions: RevisionCache,
    private readonly metrics: Metrics,
  ) {}

  async settle(overflown: readonly Overflown[]): Promise<void> {
    if (overflown.length === 0) {
      return;
    }
    const ended = await this.dataSource.transaction(async (tx) => {
      const held = await this.progress.fence(tx, overflown);
      const ending = overflown.filter(({ id }) => held.has(id));
      const buried = ending.filter(({ overflow }) => overflow === 'fail').map(burialOf);
      if (buried.length > 0) {
        await this.burials.bury(tx, buried);
      }
      await this.progress.settle(
        tx,
        ending.map((one) => ({ id: one.id, fence: one.fence, settlement: settlementOf(one) })),
      );
      return ending;
    });
    await this.count(ended);
  }

  private async count(ended: readonly Overflown[]): Promise<void> {
    for (const { workflowId, revision, overflow } of ended) {
      const { namespace, id } = (await this.revisions.require({ workflowId, revision })).document;
      const outcome = overflow === 'cancel' ? 'cancelled' : 'dead';
      this.metrics.executions.inc({ workflow: `${namespace}/${id}`, outcome });
      if (overflow === 'fail') {
        this.metrics.deadLetters.inc({ reason: 'concurrency' });
      }
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
