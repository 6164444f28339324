import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import type { AuditEntry } from '../audit/leaf.js';
import { newId } from '../config/clock.js';
import { isDataFault } from '../database/faults.js';
import { LocalDirectoryRepository } from '../directories/local/local-directory.repository.js';
import { AppError } from '../errors/app-error.js';
import { GroupCommit } from '../ledger/group-commit.js';
import { ProgressRepository } from '../ledger/progress.repository.js';
import { BurialRepository } from '../recovery/burial.repository.js';
import { Metrics } from '../telemetry/metrics.js';
import { buried, fail } from './failure.js';
import type { OwnStep, Step } from './step.js';
import { afterOwn, type WalkParts } from './walk.js';
import { WALK_PARTS } from './walk-parts.js';

/** What a commit made of a step: where the walk stands now, or nothing because the lease is lost. */
export type Recorded = Step | { readonly kind: 'lost' };

/** The tables a recorder writes, as one thing to inject. */
@Injectable()
export class RecorderStores {
  constructor(
    readonly progress: ProgressRepository,
    readonly directory: LocalDirectoryRepository,
    readonly audit: AuditLogRepository,
    readonly burials: BurialRepository,
  ) {}
}

/**
 * Commits the steps of executions that run side by side together. Changes of our own tables are applied within, and
 * their walks go on within, so that an execution of such tasks alone costs one shared commit.
 */
@Injectable()
export class Recorder {
  private readonly commits = new GroupCommit<Step, Recorded>((steps) => this.write(steps), {
    maxBatch: 250,
    inFlight: 2,
    isDataFault,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly stores: RecorderStores,
    private readonly metrics: Metrics,
    @Inject(WALK_PARTS) private readonly parts: WalkParts,
  ) {}

  /** Resolves once the step, and whatever it led to within our tables, is committed. */
  async record(step: Step): Promise<Recorded> {
    try {
      return await this.commits.submit(step);
    } catch (error) {
      if (!isDataFault(error)) {
        throw error;
      }
      return this.commits.submit(unstorable(step)); // tried again for ever otherwise: the fault is in what it holds
    }
  }

  drained(): Promise<void> {
    return this.commits.drained();
  }

  private async write(steps: readonly Step[]): Promise<Recorded[]> {
    this.metrics.commitItems.observe({ writer: 'runner' }, steps.length);
    return this.dataSource.transaction(async (tx) => {
      const held = await this.stores.progress.fence(
        tx,
        steps.map(({ journey }) => journey.execution),
      );
      const live = steps.filter(({ journey }) => held.has(journey.execution.id));
      const reached = await this.applyOwn(tx, live);
      await this.save(tx, reached);
      const byId = new Map(reached.map((step) => [step.journey.execution.id, step]));
      return steps.map(({ journey }) => byId.get(journey.execution.id) ?? ({ kind: 'lost' } as const));
    });
  }

  /**
   * Applies own changes, each execution's next one: rows are locked in one order, so a second round has to wait for
   * another commit.
   */
  private async applyOwn(tx: EntityManager, steps: readonly Step[]): Promise<Step[]> {
    const own = steps.filter((step) => step.kind === 'own');
    if (own.length === 0) {
      return [...steps];
    }
    const results = await this.stores.directory.applyAll(tx, own.map(requestOf));
    const applied = own.map((step, index) => {
      const result = results[index]!;
      return result instanceof AppError ? fail(step, result, this.parts) : afterOwn(step, result, this.parts);
    });
    return [...steps.filter((step) => step.kind !== 'own'), ...applied];
  }

  private async save(tx: EntityManager, steps: readonly Step[]): Promise<void> {
    const runs = steps.flatMap(({ progress }) => progress.unsavedRuns);
    const entries = steps.flatMap((step) => this.auditEntries(step));
    const burials = steps.flatMap((step) => (step.kind === 'settle' && step.burial ? [step.burial] : []));
    const settled = steps.flatMap((step) =>
      step.kind === 'settle' ? [{ ...heldBy(step), settlement: step.settlement }] : [],
    );
    if (runs.length > 0) {
      await this.stores.progress.writeTaskRuns(tx, runs);
    }
    if (entries.length > 0) {
      await this.stores.audit.append(tx, entries);
    }
    if (burials.length > 0) {
      await this.stores.burials.bury(tx, burials);
    }
    await this.stores.progress.settle(tx, settled);
  }

  private auditEntries({ journey, progress }: Step): AuditEntry[] {
    const { execution, workflow } = journey;
    if (!workflow) {
      return [];
    }
    const { namespace, id } = workflow.document;
    return progress.unsavedAudit.map((record) => ({
      id: newId(),
      tenant: execution.tenant,
      at: this.parts.now(),
      verb: record.verb,
      actor: `workflow:${namespace}/${id}@${execution.revision}`,
      subject: record.subject,
      executionId: execution.id,
      taskId: record.taskId,
      message: record.message,
      outcome: record.outcome,
      details: record.details,
    }));
  }
}

/** What becomes of a step whose record Postgres does not take. */
function unstorable(step: Step): Step {
  const { journey, progress } = step;
  const error = { code: 'unexpected', message: 'what the task made cannot be stored' };
  const taskId = step.kind === 'settle' ? null : step.run.taskId;
  const attempts = step.kind === 'settle' ? journey.execution.attempt : step.run.attempt;
  return {
    kind: 'settle',
    journey,
    progress: { ...progress, unsavedRuns: [], unsavedAudit: [], log: [] },
    ...buried(journey, taskId, 'unexpected', error, attempts),
  };
}

const heldBy = ({ journey }: Step): { id: string; fence: string } => ({
  id: journey.execution.id,
  fence: journey.execution.fence,
});

const requestOf = (
  step: OwnStep,
): { tenant: string; directory: string; change: OwnStep['effect']['change'] } => ({
  tenant: step.journey.execution.tenant,
  directory: step.effect.directory,
  change: step.effect.change,
});
