import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import { endEntries } from '../audit/ended-executions.js';
import { CLOCK, type Clock } from '../config/clock.js';
import { AdmissionRepository } from '../ledger/admission.repository.js';
import { recordOf } from '../ledger/execution-record.js';
import { kindOf, SCOPE_KINDS } from '../ledger/limit-scope.js';
import { countsOf, PERIODS, type QuotaKey, quotaName } from '../ledger/quota.js';
import { QuotaRepository } from '../ledger/quota.repository.js';
import type { NewEvent, NewExecution, Recorded } from '../ledger/record.js';
import { BurialRepository } from '../recovery/burial.repository.js';
import type { Burial } from '../recovery/dead-letter.js';
import { fingerprint } from '../recovery/fingerprint.js';
import { expectRises } from '../telemetry/expect-rises.js';
import { Metrics } from '../telemetry/metrics.js';
import { quotaText } from './quota-exceeded.js';
import { type Exceeded, keyOf, QuotaPlan } from './quota-plan.js';
import { regrouped } from './regrouped.js';

/** What became of a delivery that counts for quotas. */
export type Metered =
  | { readonly kind: 'refused'; readonly exceeded: Exceeded }
  | {
      readonly kind: 'recorded';
      /** In the order of its events. */
      readonly recorded: readonly Recorded[];
      /** What may run. */
      readonly opened: readonly NewExecution[];
    };

/** An execution whose workflow has used up a quota, and which. */
type Over = readonly [NewExecution, Exceeded];

/** What is known of the events of a batch once it is written. */
interface Written {
  /** What earlier deliveries had brought, by the id of the event that repeats it. */
  readonly known: ReadonlyMap<string, Recorded>;
  /** By key. */
  readonly recorded: ReadonlyMap<string, Recorded>;
  readonly running: ReadonlySet<NewExecution>;
}

/** The tables a metering writes, as one thing to inject. */
@Injectable()
export class MeteringStores {
  constructor(
    readonly admissions: AdmissionRepository,
    readonly quotas: QuotaRepository,
    readonly burials: BurialRepository,
    readonly audit: AuditLogRepository,
  ) {}
}

/** Records deliveries that count for quotas: what has room is written down and counted in one transaction, or nothing is. */
@Injectable()
export class Metering {
  constructor(
    private readonly dataSource: DataSource,
    private readonly stores: MeteringStores,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    expectRises(metrics.deadLetters, [{ reason: 'quota' }]);
    expectRises(
      metrics.quotaExceeded,
      SCOPE_KINDS.flatMap((scope) => PERIODS.map((period) => ({ scope, period }))),
    );
  }

  async write(deliveries: readonly (readonly NewEvent[])[]): Promise<Metered[]> {
    const { metered, over } = await this.dataSource.transaction((tx) => this.writeIn(tx, deliveries));
    const refused = metered.flatMap((one) => (one.kind === 'refused' ? [one.exceeded] : []));
    for (const { scope, period } of [...refused, ...over.map(([, exceeded]) => exceeded)]) {
      this.metrics.quotaExceeded.inc({ scope: kindOf(scope), period });
    }
    this.countDead(over);
    return metered;
  }

  private async writeIn(
    tx: EntityManager,
    arrived: readonly (readonly NewEvent[])[],
  ): Promise<{ metered: Metered[]; over: Over[] }> {
    const { admissions, quotas } = this.stores;
    const uses = await quotas.takeUp(tx, keysOf(arrived.flat()));
    const events = await admissions.withKnownKeys(tx, arrived.flat());
    const deliveries = regrouped(arrived, events);
    const known = await admissions.findKnown(tx, events); // now that nobody else counts: what they brought is there
    const plan = new QuotaPlan(uses, new Set(known.keys()));
    const refusals = deliveries.map((delivery) => plan.admit(delivery));
    const rows = plan.fresh.length > 0 ? await admissions.record(tx, plan.fresh) : [];
    const recorded = new Map(plan.fresh.map((event, index) => [keyOf(event), rows[index]!]));
    const opened = plan.fresh.flatMap((event, index) => (rows[index]!.duplicate ? [] : event.executions));
    const running = opened.filter((one) => !plan.over.has(one));
    const over = opened.flatMap((one): Over[] => (plan.over.has(one) ? [[one, plan.over.get(one)!]] : []));
    await quotas.add(tx, countsOf(running.map((one) => one.quotas)));
    await this.end(tx, over);
    const written = { known, recorded, running: new Set(running) };
    return { over, metered: deliveries.map((one, index) => meteredOf(one, refusals[index]!, written)) };
  }

  /** Ends what was opened in this very transaction: it is in the log and among the dead letters, and never was due. */
  private async end(tx: EntityManager, over: readonly Over[]): Promise<void> {
    const { admissions, burials, audit } = this.stores;
    if (over.length > 0) {
      const dead = over.map(burialOf);
      await burials.bury(tx, dead);
      const ended = await admissions.end(tx, dead);
      const records = ended.map((one) => recordOf(one, [])); // nothing has run
      await audit.append(tx, endEntries(records, this.clock.now()));
    }
  }

  private countDead(over: readonly Over[]): void {
    for (const [{ workflow }] of over) {
      this.metrics.executions.inc({ workflow, outcome: 'dead' });
      this.metrics.deadLetters.inc({ reason: 'quota' });
    }
  }
}

function keysOf(events: readonly NewEvent[]): QuotaKey[] {
  const quotas = events.flatMap(({ executions }) => executions.flatMap((one) => one.quotas));
  return [...new Map(quotas.map((quota) => [quotaName(quota), quota])).values()];
}

function meteredOf(
  delivery: readonly NewEvent[],
  exceeded: Exceeded | null,
  { known, recorded, running }: Written,
): Metered {
  if (exceeded) {
    return { kind: 'refused', exceeded };
  }
  const opened = delivery.flatMap(({ executions }) => executions.filter((one) => running.has(one)));
  const answers = delivery.map((event) => {
    const first = known.get(event.id) ?? recorded.get(keyOf(event))!;
    return first.eventId === event.id ? first : { ...first, duplicate: true };
  });
  return { kind: 'recorded', recorded: answers, opened };
}

function burialOf([{ id, workflowId }, exceeded]: Over): Burial {
  const error = { code: 'too_many_requests', message: quotaText(exceeded) };
  return {
    executionId: id,
    taskId: null,
    reason: 'quota',
    error,
    fingerprint: fingerprint(workflowId, null, error),
    attempts: 0,
  };
}
