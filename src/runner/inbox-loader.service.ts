import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../config/clock.js';
import { withConnection } from '../database/session.js';
import { ApprovalRepository } from '../ledger/approval.repository.js';
import type { Claimed, StoredEvent } from '../ledger/claimed.js';
import { EventRepository } from '../ledger/event.repository.js';
import type { TaskRun } from '../ledger/task-run.js';
import { type Match, WaitRepository } from '../ledger/wait.repository.js';
import type { CompiledWorkflow } from '../workflow/compile.js';
import { EMPTY_INBOX, type Inbox } from './journey.js';
import { keyOf } from './walk-state.js';

/** Events looked at in one go, for each may be large; more are looked at when these are done with. */
const MOST_EVENTS = 20;

/** Gathers what came for the waits of an execution; nothing for the many that wait for nothing. */
@Injectable()
export class InboxLoader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly waits: WaitRepository,
    private readonly approvals: ApprovalRepository,
    private readonly events: EventRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async load(execution: Claimed, workflow: CompiledWorkflow, runs: readonly TaskRun[]): Promise<Inbox> {
    const awaited = new Set(
      runs.flatMap(({ taskId, status }) => (status === 'waiting' ? awaitedBy(workflow, taskId) : [])),
    );
    if (awaited.size === 0) {
      return EMPTY_INBOX;
    }
    const verdicts = awaited.has('person') ? await this.approvals.verdicts(execution.id) : [];
    const asOf = new Date(this.clock.now().getTime() + execution.skewMs);
    const matches = awaited.has('event') ? await this.waits.matches(execution.id, MOST_EVENTS) : [];
    const isAll = matches.length < MOST_EVENTS;
    return {
      asOf: isAll ? asOf : EMPTY_INBOX.asOf, // no wait is in vain before all was looked at
      verdicts: new Map(verdicts.map((verdict) => [verdict.id, verdict])),
      events: await withConnection(this.dataSource, (db) => this.read(db, matches)),
    };
  }

  private async read(db: EntityManager, matches: readonly Match[]): Promise<Map<string, StoredEvent[]>> {
    const found = await this.events.find(db, [...new Set(matches.map(({ eventId }) => eventId))]);
    const gone = matches.filter(({ eventId }) => !found.has(eventId));
    if (gone.length > 0) {
      await this.waits.pass(db, gone);
    }
    const events = new Map<string, StoredEvent[]>();
    for (const { taskId, iteration, eventId } of matches.filter((match) => !gone.includes(match))) {
      const key = keyOf(taskId, iteration);
      events.set(key, [...(events.get(key) ?? []), found.get(eventId)!]);
    }
    return events;
  }
}

function awaitedBy({ byId }: CompiledWorkflow, taskId: string): ('event' | 'person')[] {
  const task = byId.get(taskId);
  if (task?.kind === 'approval') {
    return ['person'];
  }
  return task?.kind === 'wait' && task.definition.event ? ['event'] : [];
}
