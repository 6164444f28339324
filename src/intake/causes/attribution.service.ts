import type { KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../config/clock.js';
import { isDataFault } from '../../database/faults.js';
import type { Cause } from '../../ledger/cause.js';
import { readStamp } from '../../ledger/cause-stamp.js';
import { GroupCommit } from '../../ledger/group-commit.js';
import {
  type ChangedSubject,
  type OwnChange,
  OwnChangeRepository,
} from '../../ledger/own-change.repository.js';
import type { NewEvent } from '../../ledger/record.js';
import { RootKey } from '../../secrets/root-key.js';
import { Metrics } from '../../telemetry/metrics.js';
import { asksForCause, attributed, outcomeOf } from './attributed.js';
import { findOrigin } from './came-of.js';

/**
 * Finds out which events are of our own making: by the stamp they carry, else by the changes we made of their subject. Asks
 * Postgres only where a workflow changes users, those that come together in one statement.
 */
@Injectable()
export class Attribution {
  private readonly key: KeyObject;
  private readonly lookUps: GroupCommit<ChangedSubject, OwnChange[]>;

  constructor(
    changes: OwnChangeRepository,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
    root: RootKey,
  ) {
    this.key = root.derive('causes');
    this.lookUps = new GroupCommit((subjects) => changes.find(subjects), {
      maxBatch: 200,
      inFlight: 2,
      isDataFault,
    });
  }

  /** The events, those of our own making with their cause and without the executions that are avoided for it. */
  async attribute(events: readonly NewEvent[]): Promise<readonly NewEvent[]> {
    return events.some((event) => this.isSuspect(event))
      ? Promise.all(events.map((event) => this.attributeOne(event)))
      : events;
  }

  get waitedMs(): number {
    return this.lookUps.waitedMs;
  }

  drained(): Promise<void> {
    return this.lookUps.drained();
  }

  private isSuspect(event: NewEvent): boolean {
    return (
      asksForCause(event) &&
      (event.stamp !== undefined || (event.mayReturn === true && event.subject !== null))
    );
  }

  private async attributeOne(event: NewEvent): Promise<NewEvent> {
    if (!this.isSuspect(event)) {
      return event;
    }
    const stamped =
      event.stamp === undefined ? null : readStamp(this.key, event.stamp, event, this.clock.now());
    const cause = stamped ?? (await this.findCause(event));
    if (cause === null) {
      return event;
    }
    this.metrics.causedEvents.inc({ by: stamped ? 'stamp' : 'change' });
    for (const execution of event.executions) {
      this.metrics.causedExecutions.inc({
        workflow: execution.workflow,
        outcome: outcomeOf(execution, cause),
      });
    }
    return attributed(event, cause);
  }

  private async findCause(event: NewEvent): Promise<Cause | null> {
    const { tenant, environment, subject, mayReturn } = event;
    if (mayReturn !== true || subject === null) {
      return null;
    }
    const changes = await this.lookUps.submit({ tenant, environment, subject });
    const { type, commonType, occurredAt } = event;
    const origin =
      changes.length === 0
        ? undefined
        : findOrigin({ type, commonType, occurredAt, body: JSON.parse(event.body) as unknown }, changes);
    return origin?.cause ?? null;
  }
}
