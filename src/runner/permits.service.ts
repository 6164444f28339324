import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OrderRepository } from '../ledger/order.repository.js';
import { BlastRadius } from './blast-radius.service.js';
import { begun, beginningOf, superseded } from './not-run.js';
import type { SettleStep, Step } from './step.js';

type AnyStep = Step | SettleStep;

/** What steps may do is decided in the transaction that records them. Costs nothing where nothing is asked. */
@Injectable()
export class Permits {
  constructor(
    private readonly order: OrderRepository,
    private readonly radius: BlastRadius,
  ) {}

  /** The steps as they may be committed with `tx`. */
  async grant(tx: EntityManager, steps: readonly AnyStep[]): Promise<readonly AnyStep[]> {
    return this.radius.admit(tx, await this.inOrder(tx, steps));
  }

  /** The steps, those that begin in the order of events with a note of it, and those that are too late at their end. */
  private async inOrder(tx: EntityManager, steps: readonly AnyStep[]): Promise<readonly AnyStep[]> {
    const beginnings = steps.flatMap((step) => beginningOf(step) ?? []);
    if (beginnings.length === 0) {
      return steps;
    }
    const late = await this.order.begin(tx, beginnings);
    const asking = new Set(beginnings.map(({ executionId }) => executionId));
    return steps.map((step) => {
      const { id } = step.journey.execution;
      const newer = late.get(id);
      return newer ? superseded(step, newer) : asking.has(id) ? begun(step) : step;
    });
  }
}
