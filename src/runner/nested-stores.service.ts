import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ApprovalRepository } from '../ledger/approval.repository.js';
import { ControlRepository } from '../ledger/control.repository.js';
import { OwnChangeRepository } from '../ledger/own-change.repository.js';
import { SubflowRepository } from '../ledger/subflow.repository.js';
import { WaitRepository } from '../ledger/wait.repository.js';
import type { SettleStep, Step } from './step.js';
import { ownChangesOf } from './own-changes.js';

/** Executions that start others, what is asked of them, what they wait for, and what of theirs may come back. */
@Injectable()
export class NestedStores {
  constructor(
    readonly subflows: SubflowRepository,
    readonly control: ControlRepository,
    readonly waits: WaitRepository,
    readonly approvals: ApprovalRepository,
    readonly changes: OwnChangeRepository,
  ) {}

  /** Writes what goes with the steps besides their records. */
  async save(tx: EntityManager, steps: readonly (Step | SettleStep)[]): Promise<void> {
    await this.saveChanges(tx, steps);
    await this.saveSubflows(tx, steps);
    await this.saveWaits(tx, steps);
  }

  private async saveChanges(tx: EntityManager, steps: readonly (Step | SettleStep)[]): Promise<void> {
    const changes = steps.flatMap((step) => ownChangesOf(step));
    if (changes.length > 0) {
      await this.changes.note(tx, changes);
    }
  }

  private async saveSubflows(tx: EntityManager, steps: readonly (Step | SettleStep)[]): Promise<void> {
    const opens = steps.flatMap(({ state }) => state.notes.opens);
    const cancels = steps.flatMap(({ state }) => state.notes.cancels);
    if (opens.length > 0) {
      await this.subflows.open(tx, opens);
    }
    for (const id of cancels) {
      await this.control.ask(tx, id, 'cancel');
    }
  }

  private async saveWaits(tx: EntityManager, steps: readonly (Step | SettleStep)[]): Promise<void> {
    const { waits, approvals } = this;
    const asked = steps.flatMap(({ state }) => state.notes.approvals);
    const decided = steps.flatMap(({ state }) => state.notes.approvalsOver);
    if (asked.length > 0) {
      await approvals.ask(tx, asked);
    }
    if (decided.length > 0) {
      await approvals.close(tx, decided);
    }
    const begun = steps.flatMap(({ state }) => state.notes.waits);
    const over = steps.flatMap(({ state }) => state.notes.waitsOver);
    const passedOver = steps.flatMap(({ state }) => state.notes.passedOver);
    if (begun.length > 0) {
      await waits.begin(tx, begun);
    }
    if (passedOver.length > 0) {
      await waits.pass(tx, passedOver);
    }
    if (over.length > 0) {
      await waits.end(tx, over);
    }
  }
}
