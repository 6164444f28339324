import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { StoredEvent } from '../ledger/claimed.js';
import type { Reach } from '../ledger/reach.view.js';
import type { CompiledWorkflow } from '../workflow/compile.js';
import { type BacktestReport, BacktestTally } from './backtest-tally.js';
import { firstIdAt, lastIdAt } from './id-window.js';
import { makePlan } from './make-plan.js';
import { type PastExecution, PastEventView, type PastRun } from './past-event.view.js';
import type { Plan } from './plan.js';
import { PlanWorlds } from './plan-world.service.js';
import type { Stubs } from './planned-actions.js';
import type { PlannedRadius, Touch } from './planned-radius.js';
import type { PlanWorld } from './planner.js';
import { SubjectOrder } from './subject-order.js';

export interface BacktestRequest {
  readonly reach: Reach;
  readonly environment: string;
  readonly workflow: CompiledWorkflow;
  /** Id of the saved workflow, to compare with; null for one that is new. */
  readonly workflowId: string | null;
  readonly since: Date;
  readonly until: Date;
}

/** One line of what a backtest tells. */
export type BacktestLine =
  /** `done`: the part of the period that is behind it, 0 to 1. */
  | { readonly kind: 'progress'; readonly events: number; readonly done: number }
  /** Something would be otherwise than it was; null: nothing ran, or would run. */
  | {
      readonly kind: 'difference';
      readonly event: string;
      readonly type: string | null;
      readonly before: string | null;
      readonly after: string | null;
    }
  /** The last line. `isWhole` false: there were more events than one backtest takes. */
  | ({ readonly kind: 'report'; readonly isWhole: boolean } & BacktestReport & {
        /** By workflow; of those that take nothing away, nothing. */
        readonly blastRadius: readonly PlannedRadius[];
      });

const BATCH = 100;
const MOST_EVENTS = 100_000;
/** Differences told one by one; the report counts them all. */
const MOST_DIFFERENCES = 100;

/**
 * Plans a draft for each recorded event of a period. Reads history batch by batch in the order of ids, and keeps only
 * counts. Directories are not asked: everybody is known and active in them. What a call gave then, it is taken to give.
 */
@Injectable()
export class Backtest {
  constructor(
    private readonly events: PastEventView,
    private readonly worlds: PlanWorlds,
  ) {}

  async *run(request: BacktestRequest): AsyncGenerator<BacktestLine> {
    const { reach, environment, since, until } = request;
    const { radius, ...whole } = await this.worlds.open({ reach, environment });
    const world = withoutDirectories(whole);
    const tally = new BacktestTally();
    const order = new SubjectOrder();
    let [events, differences] = [0, 0];
    let after = firstIdAt(since.getTime());
    const last = lastIdAt(until.getTime() - 1);
    for (;;) {
      const batch = await this.events.batch({ tenant: reach.tenant, environment, after, last, limit: BATCH });
      for (const { event, past, runs } of await this.withPast(request, batch)) {
        const touched: Touch[] = [];
        const planned = await planPast(request, { ...world, touched }, { event, past, runs });
        const plan = order.apply(request.workflow, event, planned);
        if (plan === planned) {
          await radius.count(touched, { id: event.id, at: event.receivedAt });
        }
        tally.add(plan, past, runs);
        const change = differenceOf(event, plan, past);
        if (change && differences < MOST_DIFFERENCES) {
          differences += 1;
          yield change;
        }
        await breathe(); // others want to be served, too
      }
      events += batch.length;
      const isOver = batch.length < BATCH;
      const reached = isOver ? until : batch.at(-1)!.receivedAt;
      yield { kind: 'progress', events, done: partOf(since, reached, until) };
      if (isOver || events >= MOST_EVENTS) {
        yield { kind: 'report', isWhole: isOver, ...tally.report(), blastRadius: radius.report() };
        return;
      }
      after = batch.at(-1)!.id;
    }
  }

  /** Events the workflow could be about, with what it did about them then. */
  private async withPast(
    { reach, workflowId }: BacktestRequest,
    batch: readonly StoredEvent[],
  ): Promise<Remembered[]> {
    const started = await this.events.startedBy(
      reach,
      batch.map(({ id }) => id),
    );
    const seen = new Set(started.map(({ eventId }) => eventId));
    const own = new Map(
      started.filter((one) => one.workflowId === workflowId).map((one) => [one.eventId, one] as const),
    );
    const runs = await this.events.runsOf([...own.values()].map(({ id }) => id));
    return batch
      .filter(({ id }) => reach.namespaces.length === 0 || seen.has(id))
      .filter(({ id, source }) => source !== null || own.has(id))
      .map((event) => {
        const past = own.get(event.id) ?? null;
        return { event, past, runs: past ? (runs.get(past.id) ?? []) : [] };
      });
  }
}

interface Remembered {
  readonly event: StoredEvent;
  readonly past: PastExecution | null;
  readonly runs: readonly PastRun[];
}

/** An event of a hook is taken by the trigger that took it, where the draft still has one of that name. */
function planPast(
  { reach, environment, workflow, workflowId }: BacktestRequest,
  world: PlanWorld,
  { event, past, runs }: Remembered,
): Promise<Plan> {
  const has =
    past !== null &&
    (past.trigger === 'api' || workflow.triggers.some(({ definition }) => definition.id === past.trigger));
  const trigger = event.source === null && has ? past.trigger : undefined;
  const place = { tenant: reach.tenant, environment, workflowId: workflowId ?? '', revision: 0 };
  return makePlan(
    { ...place, workflow, event, trigger, stubs: answersOf(runs, workflow) },
    { ...world, now: event.receivedAt },
  );
}

function answersOf(runs: readonly PastRun[], { byId }: CompiledWorkflow): Stubs {
  const answered = runs.filter(
    ({ task, action, status }) =>
      action === 'http.request' && status === 'succeeded' && byId.get(task)?.definition.type === action,
  );
  return Object.fromEntries(answered.map(({ task, output }) => [task, { output }]));
}

function differenceOf(
  event: StoredEvent,
  { status, trigger }: Plan,
  past: PastExecution | null,
): BacktestLine | null {
  const [before, after] = [past?.status ?? null, trigger === null ? null : status];
  return before === after ? null : { kind: 'difference', event: event.id, type: event.type, before, after };
}

function withoutDirectories(world: PlanWorld): PlanWorld {
  return {
    ...world,
    directories: {
      get: (name) => (world.directories.get(name) ? { kind: 'own', name } : undefined),
    },
    findUser: (_, id) => Promise.resolve({ id, active: true, roles: [], groups: [], attributes: {} }),
  };
}

function partOf(since: Date, at: Date, until: Date): number {
  const whole = until.getTime() - since.getTime();
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, (at.getTime() - since.getTime()) / whole));
}
