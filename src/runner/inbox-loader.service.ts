import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../config/clock.js';
import { withConnection } from '../database/session.js';
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
    private readonly events: EventRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async load(execution: Claimed, workflow: CompiledWorkflow, runs: readonly TaskRun[]): Promise<Inbox> {
    const isWaiting = runs.some(({ taskId, status }) => status === 'waiting' && isForEvent(workflow, taskId));
    if (!isWaiting) {
      return EMPTY_INBOX;
    }
    const asOf = new Date(this.clock.now().getTime() + execution.skewMs);
    const matches = await this.waits.matches(execution.id, MOST_EVENTS);
    return { asOf, events: await withConnection(this.dataSource, (db) => this.read(db, matches)) };
  }

  private async read(db: EntityManager, matches: readonly Match[]): Promise<Map<string, StoredEvent[]>> {
    const found = await this.events.find(db, [...new Set(matches.map(({ eventId }) => eventId))]);
    const gone = matches.filter(({ eventId }) => !found.has(eventId));
    if (gone.length > 0) {
      await this.waits.forget(db, gone);
    }
    const events = new Map<string, StoredEvent[]>();
    for (const { taskId, iteration, eventId } of matches.filter((match) => !gone.includes(match))) {
      const key = keyOf(taskId, iteration);
      events.set(key, [...(events.get(key) ?? []), found.get(eventId)!]);
    }
    return events;
  }
}

function isForEvent({ byId }: CompiledWorkflow, taskId: string): boolean {
  const task = byId.get(taskId);
  return task?.kind === 'wait' && task.definition.event !== undefined;
}
