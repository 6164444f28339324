/** What a plan takes to come for its waits. */
import type { ApprovalVerdict } from '../ledger/approval.repository.js';
import type { StoredEvent } from '../ledger/claimed.js';
import type { Inbox } from '../runner/journey.js';
import { keyOf, type WalkState } from '../runner/walk-state.js';
import { rawMap } from '../workflow/raw.js';
import { storedEvent } from './given-event.js';
import type { Stub, Stubs } from './planned-actions.js';

type Notes = Pick<WalkState['notes'], 'approvals' | 'waits'>;

/** What stubs say; else no event, so that waits go the way of the timeout, and of approvals the first outcome. */
export class PlannedInbox implements Inbox {
  readonly events = new Map<string, readonly StoredEvent[]>();
  readonly verdicts = new Map<string, ApprovalVerdict>();

  constructor(
    private readonly stubs: Stubs,
    private readonly now: () => Date,
  ) {}

  get asOf(): Date {
    return this.now();
  }

  /** Answers what a commit begins to wait for. */
  note({ approvals, waits }: Notes): void {
    for (const { id, taskId, outcomes } of approvals) {
      this.verdicts.set(id, verdict(id, outcomes[0]!, this.stubOf(taskId), this.now()));
    }
    for (const { taskId, iteration } of waits) {
      const stub = this.stubOf(taskId);
      if (stub && 'output' in stub && rawMap(stub.output)['timedOut'] === false) {
        const event = storedEvent(rawMap(stub.output), this.now());
        this.events.set(keyOf(taskId, iteration), [event]);
      }
    }
  }

  private stubOf(taskId: string): Stub | undefined {
    return Object.hasOwn(this.stubs, taskId) ? this.stubs[taskId] : undefined;
  }
}

function verdict(id: string, first: string, stub: Stub | undefined, at: Date): ApprovalVerdict {
  const said = stub && 'output' in stub ? rawMap(stub.output) : {};
  if (said['expired'] === true || (stub && 'error' in stub)) {
    return { id, status: 'expired', outcome: null, fields: null, by: null, at: null };
  }
  const { outcome = first, fields = {}, by = 'plan' } = said as Partial<ApprovalVerdict>;
  return { id, status: 'decided', outcome, fields, by, at };
}
