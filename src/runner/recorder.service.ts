import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import { endEntries } from '../audit/ended-executions.js';
import type { AuditEntry } from '../audit/leaf.js';
import { newId } from '../config/clock.js';
import { isItemFault } from '../database/faults.js';
import type { ChangeResult } from '../directories/directory.js';
import { LocalDirectoryRepository } from '../directories/local/local-directory.repository.js';
import type { DirectoryRequest } from '../directories/local/user-batch.js';
import { GroupCommit } from '../ledger/group-commit.js';
import { holdOf, ProgressRepository } from '../ledger/progress.repository.js';
import { BurialRepository } from '../recovery/burial.repository.js';
import { Metrics } from '../telemetry/metrics.js';
import { endedStep } from './ended-step.js';
import { buried } from './failure.js';
import { heed } from './heed.js';
import { NestedStores } from './nested-stores.service.js';
import { Permits } from './permits.service.js';
import { putOff } from './put-off.js';
import type { SettleStep, Step } from './step.js';
import { advance, type WalkParts } from './walk.js';
import { WALK_PARTS } from './walk-parts.js';

/** The lease is lost: nothing was written. */
export const LOST = Symbol('lost');

type AnyStep = Step | SettleStep;

/** The tables a recorder writes, as one thing to inject. */
@Injectable()
export class RecorderStores {
  constructor(
    readonly progress: ProgressRepository,
    readonly directory: LocalDirectoryRepository,
    readonly audit: AuditLogRepository,
    readonly burials: BurialRepository,
    readonly nested: NestedStores,
  ) {}
}

/**
 * Commits the steps of executions that run side by side together. Changes of our own tables are applied within, and
 * their walks go on within, so that an execution of such tasks alone costs one shared commit.
 */
@Injectable()
export class Recorder {
  private readonly commits = new GroupCommit<AnyStep, AnyStep | typeof LOST>((steps) => this.write(steps), {
    maxBatch: 250,
    inFlight: 2,
    worthwhile: 16,
    isDataFault: isItemFault,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly stores: RecorderStores,
    private readonly permits: Permits,
    private readonly metrics: Metrics,
    @Inject(WALK_PARTS) private readonly parts: WalkParts,
  ) {}

  /** Resolves once the step, and whatever it led to within our tables, is committed. */
  async record<S extends AnyStep>(step: S): Promise<S | SettleStep | typeof LOST> {
    try {
      return (await this.commits.submit(step)) as S;
    } catch (error) {
      if (!isItemFault(error)) {
        throw error;
      }
      return this.commits.submit(unstorable(step)) as Promise<SettleStep>; // tried again for ever otherwise: the fault is in what it holds
    }
  }

  drained(): Promise<void> {
    return this.commits.drained();
  }

  private async write(steps: readonly AnyStep[]): Promise<(AnyStep | typeof LOST)[]> {
    this.metrics.commitItems.observe({ writer: 'runner' }, steps.length);
    return this.dataSource.transaction(async (tx) => {
      const held = await this.stores.progress.fence(
        tx,
        steps.map(({ journey }) => journey.execution),
      );
      const live = steps.filter((step) => held.has(holdOfStep(step)));
      const heeding = live.map((step) => heed(step, held.get(holdOfStep(step))!, this.parts));
      const reached = await this.applyOwn(tx, await this.permits.grant(tx, heeding));
      await this.save(tx, reached);
      const byHold = new Map(reached.map((step) => [holdOfStep(step), step]));
      return steps.map((step) => byHold.get(holdOfStep(step)) ?? LOST);
    });
  }

  /**
   * Applies own changes, each execution's next one: rows are locked in one order, so a second round has to wait for
   * another commit.
   */
  private async applyOwn(tx: EntityManager, steps: readonly AnyStep[]): Promise<AnyStep[]> {
    const own = steps.filter(hasOwn);
    if (own.length === 0) {
      return [...steps];
    }
    const results = await this.stores.directory.applyAll(tx, own.map(requestOf));
    const applied = own.map((step, index) => afterOwn(step, results[index]!, this.parts));
    return [...steps.filter((step) => !hasOwn(step)), ...applied];
  }

  private async save(tx: EntityManager, steps: readonly AnyStep[]): Promise<void> {
    const runs = steps.map(({ state }) => state.unsaved());
    const burials = steps.flatMap(({ burial }) => (burial ? [burial] : []));
    const settled = steps.flatMap(({ journey: { execution }, settlement }) =>
      settlement ? [{ id: execution.id, fence: execution.fence, settlement }] : [],
    );
    await this.stores.progress.writeTaskRuns(tx, {
      added: runs.flatMap(({ added }) => added),
      changed: runs.flatMap(({ changed }) => changed),
    });
    if (burials.length > 0) {
      await this.stores.burials.bury(tx, burials);
    }
    await this.stores.nested.save(tx, steps);
    const ended = await this.stores.progress.settle(tx, settled);
    const states = new Map(steps.map(({ journey, state }) => [journey.execution.id, state]));
    const records = await this.stores.progress.records(tx, ended, (id) => states.get(id)!.all());
    const entries = steps.flatMap((step) => this.auditEntries(step));
    await this.stores.audit.append(tx, [...entries, ...endEntries(records, this.parts.now())]);
  }

  private auditEntries({ journey, state }: AnyStep): AuditEntry[] {
    const { execution, workflow } = journey;
    if (!workflow) {
      return [];
    }
    const { namespace, id } = workflow.document;
    return state.notes.audit.map((record) => ({
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

/** Goes on after a change of our own tables came back with its result, within the same commit. */
function afterOwn(step: StepWithOwn, result: ChangeResult | Error, parts: WalkParts): Step {
  const { journey, state, own: work, calls, running, unwanted } = step;
  const next = putOff(advance(journey, state, parts, { own: { work, result }, running }));
  return { ...next, calls: [...calls, ...next.calls], unwanted: [...unwanted, ...next.unwanted] };
}

const holdOfStep = ({ journey }: AnyStep): string => holdOf(journey.execution);

/** What becomes of a step whose record Postgres does not take. */
function unstorable({ journey, state, own, calls }: AnyStep): SettleStep {
  const error = { code: 'unexpected', message: 'what the task made cannot be stored' };
  const run = own?.run ?? calls[0]?.run ?? state.unsaved().added.at(-1);
  const attempts = run?.attempt ?? journey.execution.attempt;
  return endedStep(journey, buried(journey, run?.taskId ?? null, error, attempts));
}

type StepWithOwn = Step & { readonly own: NonNullable<Step['own']> };

function hasOwn(step: AnyStep): step is StepWithOwn {
  return step.own !== null;
}

function requestOf({ journey, own: { effect } }: StepWithOwn): DirectoryRequest {
  const { id: by, tenant } = journey.execution;
  return { tenant, directory: effect.directory, change: effect.change, by };
}
