import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { groupBy } from '../config/group-by.js';
import { isItemFault } from '../database/faults.js';
import { withConnection } from '../database/session.js';
import { DirectoriesService } from '../directories/directories.service.js';
import type { Claimed, StoredEvent } from '../ledger/claimed.js';
import { EventRepository } from '../ledger/event.repository.js';
import { ProgressRepository } from '../ledger/progress.repository.js';
import { executionOf, type TaskError, type TaskRun } from '../ledger/task-run.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import type { CompiledWorkflow } from '../workflow/compile.js';
import { LimitBook } from '../workflow/limit-book.service.js';
import { isDocumentFault, RevisionCache } from '../workflow/revision-cache.service.js';
import { triggerScope } from '../workflow/trigger-scope.js';
import { VariableStore } from '../workflow/variable-store.service.js';
import { endedStep } from './ended-step.js';
import { buried, describeError } from './failure.js';
import type { Journey } from './journey.js';
import { takenUp } from './held-task.js';
import { tooDeep } from './not-run.js';
import { hasLoops, loopBounds, withoutPassed } from './loop-bounds.js';
import type { SettleStep } from './step.js';
import { SubflowLoader } from './subflow-loader.service.js';
import { InboxLoader } from './inbox-loader.service.js';
import { WalkState } from './walk-state.js';
import type { Work } from './work.js';

/** An execution whose lease ran out this often in a worker's hands is taken for what kills the workers. */
const MOST_TAKEOVERS = 5;

type Taken = Pick<Work, 'execution' | 'startedAt'>;
export type Loaded = { readonly journey: Journey; readonly state: WalkState } | SettleStep;

/** What a process keeps in memory of workflows, as one thing to inject. */
@Injectable()
export class JourneyBooks {
  constructor(
    readonly revisions: RevisionCache,
    readonly variables: VariableStore,
    readonly limits: LimitBook,
  ) {}
}

/** Where a loader reads, as one thing to inject. */
@Injectable()
export class JourneyStores {
  constructor(
    readonly events: EventRepository,
    readonly progress: ProgressRepository,
    readonly subflows: SubflowLoader,
    readonly inboxes: InboxLoader,
    readonly books: JourneyBooks,
  ) {}
}

/** Gathers all that a walk needs, for a batch of executions at once. */
@Injectable()
export class JourneyLoader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly stores: JourneyStores,
    private readonly secrets: SecretStore,
    private readonly directories: DirectoriesService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * By execution id; an execution that cannot be run at all comes as the step that buries it, one whose parts cannot be
   * had just now does not come at all.
   */
  async load(work: readonly Taken[]): Promise<Map<string, Loaded>> {
    const executions = work.map(({ execution }) => execution);
    const [events, runs] = await withConnection(this.dataSource, (db) => this.read(db, executions));
    const loaded = new Map<string, Loaded>();
    await Promise.all(
      work.map(async (taken) => {
        const { id, eventId } = taken.execution;
        try {
          loaded.set(id, await this.journey(taken, events.get(eventId), runs.get(id) ?? []));
        } catch (error) {
          this.logger.warn({
            message: 'an execution cannot be loaded now',
            executionId: id,
            error: String(error),
          });
        }
      }),
    );
    return loaded;
  }

  private async read(
    db: EntityManager,
    executions: readonly Claimed[],
  ): Promise<[Map<string, StoredEvent>, Map<string, TaskRun[]>]> {
    const events = await this.stores.events.find(db, [...new Set(executions.map(({ eventId }) => eventId))]);
    const again = executions.filter((one) => !isNew(one)).map(({ id }) => id);
    const runs = again.length > 0 ? await this.stores.progress.taskRuns(db, again) : [];
    return [events, groupBy(runs, executionOf)];
  }

  private async journey(
    taken: Taken,
    event: StoredEvent | undefined,
    runs: readonly TaskRun[],
  ): Promise<Loaded> {
    const { execution } = taken;
    if (execution.takeovers > MOST_TAKEOVERS) {
      const message = 'its lease ran out too often: it seems to stop whatever runs it';
      return unrunnable(execution, { code: 'poison', message, reason: 'poison' });
    }
    if (!event) {
      return unrunnable(execution, { code: 'not_found', message: 'its event is gone' });
    }
    try {
      const workflow = await this.stores.books.revisions.require(execution);
      const rounds = await this.rounds(execution, workflow, runs);
      const all = [...runs, ...withoutPassed(workflow, rounds)];
      const journey = await this.gather(taken, event, workflow, all);
      const isWhole = isNew(execution) || !hasLoops(workflow);
      return tooDeep(journey) ?? { journey, state: WalkState.of(takenUp(workflow, all), isWhole) };
    } catch (error) {
      if (isDocumentFault(error) || isItemFault(error)) {
        const described = describeError({ secrets: NO_SECRETS }, error);
        return unrunnable(execution, { ...described, reason: 'invalid_document' });
      }
      throw error;
    }
  }

  /** Spelled out, for every execution: spreading objects costs more than all else that is done here. */
  private async gather(
    { execution, startedAt }: Taken,
    event: StoredEvent,
    workflow: CompiledWorkflow,
    runs: readonly TaskRun[],
  ): Promise<Journey> {
    const { tenant, environment } = execution;
    const { subflows: nested, inboxes, books } = this.stores;
    const [directories, secrets, variables, timeoutMs] = await Promise.all([
      this.directories.all(tenant),
      this.secretsOf(execution, workflow),
      books.variables.values(tenant, workflow.document.namespace, environment),
      books.limits.timeoutMs(tenant, workflow.document),
    ]);
    const { subflows, ends } = await nested.load(execution, workflow, runs);
    const inbox = await inboxes.load(execution, workflow, runs);
    const trigger = triggerScope(event);
    return {
      execution,
      event,
      trigger,
      workflow,
      timeoutMs,
      startedAt,
      variables,
      subflows,
      ends,
      inbox,
      directories,
      secrets,
    };
  }

  /** Runs in loops that are not behind them; a loop of thousands is not held in memory. */
  private async rounds(
    { id, replayOf }: Claimed,
    workflow: CompiledWorkflow,
    runs: readonly TaskRun[],
  ): Promise<TaskRun[]> {
    const bounds = loopBounds(workflow, runs, replayOf !== null);
    return bounds.length === 0
      ? []
      : withConnection(this.dataSource, (db) => this.stores.progress.rounds(db, id, bounds));
  }

  /** Only those the workflow names: what is not here cannot leak from it. */
  private async secretsOf(
    { tenant, environment }: Claimed,
    workflow: CompiledWorkflow,
  ): Promise<ReadonlyMap<string, string>> {
    if (workflow.secretNames.length === 0) {
      return NO_SECRETS;
    }
    const all = await this.secrets.values(tenant, workflow.document.namespace, environment);
    return new Map(workflow.secretNames.flatMap((name) => (all.has(name) ? [[name, all.get(name)!]] : [])));
  }
}

const NO_SECRETS: ReadonlyMap<string, string> = new Map();

/** Nothing of it has been recorded yet. */
function isNew({ fence, replayOf }: Claimed): boolean {
  return fence === '1' && replayOf === null;
}

function unrunnable(execution: Claimed, error: TaskError): SettleStep {
  return endedStep({ execution }, buried({ execution }, null, error, execution.attempt));
}
