import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { withConnection } from '../database/session.js';
import { DirectoriesService } from '../directories/directories.service.js';
import type { Claimed, StoredEvent } from '../ledger/claimed.js';
import { EventRepository } from '../ledger/event.repository.js';
import { ProgressRepository } from '../ledger/progress.repository.js';
import type { TaskRun } from '../ledger/task-run.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import { RevisionCache } from '../workflow/revision-cache.service.js';
import { buried, describeError } from './failure.js';
import { type Journey, type Progress, startOf } from './journey.js';
import type { SettleStep } from './step.js';

/** An execution whose lease ran out this often in a worker's hands is taken for what kills the workers. */
const MOST_TAKEOVERS = 5;

export type Loaded = { readonly journey: Journey; readonly runs: Progress } | SettleStep;

/** Gathers all that a walk needs, for a batch of executions at once. */
@Injectable()
export class JourneyLoader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly stores: JourneyStores,
    private readonly revisions: RevisionCache,
    private readonly secrets: SecretStore,
    private readonly directories: DirectoriesService,
  ) {}

  /** By execution id; an execution that cannot be run at all comes as the step that buries it. */
  async load(executions: readonly Claimed[]): Promise<Map<string, Loaded>> {
    const [events, runs] = await withConnection(this.dataSource, (db) => this.read(db, executions));
    const loaded = await Promise.all(
      executions.map(async (execution): Promise<[string, Loaded]> => {
        const event = events.get(execution.eventId) ?? missingEvent(execution);
        return [execution.id, await this.journey(execution, event, runs.get(execution.id) ?? [])];
      }),
    );
    return new Map(loaded);
  }

  private async read(
    db: EntityManager,
    executions: readonly Claimed[],
  ): Promise<[Map<string, StoredEvent>, Map<string, TaskRun[]>]> {
    const events = await this.stores.events.find(db, [...new Set(executions.map(({ eventId }) => eventId))]);
    const again = executions.filter(({ attempt, replayOf }) => attempt > 1 || replayOf !== null).map(({ id }) => id);
    const runs = again.length > 0 ? await this.stores.progress.taskRuns(db, again) : [];
    return [events, Map.groupBy(runs, ({ executionId }) => executionId)];
  }

  private async journey(execution: Claimed, event: StoredEvent, runs: readonly TaskRun[]): Promise<Loaded> {
    const progress = startOf(runs);
    const empty: Pick<Journey, 'execution' | 'secrets'> = { execution, secrets: new Map() };
    if (execution.takeovers > MOST_TAKEOVERS) {
      const error = { code: 'poison', message: 'its lease ran out too often: it seems to stop whatever runs it' };
      const bare = { ...empty, event } as Journey;
      return { kind: 'settle', journey: bare, progress, ...buried(empty, null, 'poison', error, execution.attempt) };
    }
    try {
      const workflow = await this.revisions.require(execution);
      const [directories, secrets] = await Promise.all([
        this.directories.all(execution.tenant),
        workflow.secretNames.length > 0 ? this.secretsOf(execution.tenant, workflow) : NO_SECRETS,
      ]);
      return { journey: { execution, event, workflow, directories, secrets }, runs: progress };
    } catch (error) {
      return this.unrunnable(execution, event, progress, error);
    }
  }
}
