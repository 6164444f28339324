import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { byteArray, epochArray, jsonArray, plainArray, textArray } from '../database/arrays.js';
import { run, type Statement } from '../database/statement.js';
import { LedgerUnavailable } from '../errors/errors.js';
import { type EndedExecution, INTO_THE_LOG } from './execution-record.js';
import type { NewEvent, NewExecution, Recorded } from './record.js';
import type { TaskError } from './task-run.js';
import { AWAITS } from './wait.repository.js';

/**
 * Keys are sorted so that two batches cannot wait for each other; a known key writes nothing. What waits for an event is
 * found by the index, event by event: `offset 0` keeps the planner from turning that round.
 */
const RECORD: Statement = {
  name: 'ledger_record',
  text: `
with incoming as (
  select * from rows from (
    unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::bytea[], $6::text[], $7::text[], $8::text[], $9::text[],
           $10::text[], $11::float8[], $12::text[], $13::int[], $14::text[], $15::text[], $16::text[], $17::bool[],
           $18::text[]),
    json_array_elements($19::json), json_array_elements($20::json), json_array_elements($21::json),
    unnest($22::uuid[], $23::int[], $24::text[], $25::text[]))
    as e (id, delivery_id, tenant, hook_id, key, executions, source, type, external_id, subject, occurred_ms,
          remote_address, bytes, traceparent, environment, common_type, test, inputs, body, headers, parameters,
          cause, depth, lineage, avoided)
), fresh as (
  insert into dedupe (hook_id, key, event_id, executions)
  select hook_id, key, id, executions::uuid[] from incoming order by hook_id, key
      on conflict (hook_id, key) do nothing
  returning event_id
), recorded as (
  insert into event (id, delivery_id, tenant, hook_id, source, type, external_id, subject, occurred_at,
                     remote_address, bytes, body, headers, parameters, traceparent, environment, common_type, test, inputs,
                     cause, depth, lineage, avoided)
  select i.id, delivery_id, tenant, hook_id, source, type, external_id, subject, to_timestamp(occurred_ms / 1000),
         remote_address, bytes, body, headers, parameters, traceparent, environment, common_type, test, inputs::json,
         cause, depth, lineage::uuid[], avoided::text[]
    from incoming i join fresh on fresh.event_id = i.id
), opened as (
  insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane,
                              concurrency_limit, overflow, environment, test, claim_scope)
  select x.id, i.tenant, i.id, x.workflow_id, x.revision, x.trigger_id, i.type, i.subject, x.lane,
         x.concurrency_limit, x.overflow, i.environment, i.test, x.claim_scope
    from unnest($26::uuid[], $27::uuid[], $28::uuid[], $29::int[], $30::text[], $31::text[], $32::int[], $33::text[],
                $34::text[]) with ordinality
           as x (id, event_id, workflow_id, revision, trigger_id, lane, concurrency_limit, overflow, claim_scope, place)
    join incoming i on i.id = x.event_id
    join fresh on fresh.event_id = x.event_id
   order by x.place
), matched as (
  insert into event_match (execution_id, task_id, iteration, event_id)
  select w.execution_id, w.task_id, w.iteration, e.id
    from incoming e join fresh on fresh.event_id = e.id
   cross join lateral (select execution_id, task_id, iteration from event_wait w where ${AWAITS} offset 0) w
  returning event_id, execution_id
)
select event_id, execution_id as "awaitedBy" from fresh left join matched using (event_id)`,
};

const KNOWN: Statement = {
  name: 'ledger_known',
  text: `
select d.event_id, d.executions, k.place::int
  from unnest($1::uuid[], $2::bytea[]) with ordinality as k (hook_id, key, place)
  join dedupe d on d.hook_id = k.hook_id and d.key = k.key`,
};

/** The executions are of this very transaction: nobody has taken them up. */
const REGISTER = `
with registered as (
  insert into callback (execution_id, event_id, tenant, host, sealed_url)
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
      on conflict (execution_id) do nothing
  returning execution_id
)
update open_execution set callback = true where id = any(array(select execution_id from registered))`;
const END: Statement = {
  name: 'ledger_end',
  text: `
with moved as (
  delete from open_execution o using unnest($1::uuid[], $2::text[], $3::text[]) as e (id, reason, error)
   where o.id = any($1::uuid[]) and o.id = e.id and o.lease_until is null
  returning o.*, 'dead' as final, e.reason, e.error
),${INTO_THE_LOG}`,
};

const NONE: ReadonlyMap<string, Recorded> = new Map();

/** Writes accepted events, their dedupe keys and executions: one statement, so one transaction, for a whole batch. */
@Injectable()
export class AdmissionRepository {
  /**
   * In a transaction of its own. What is new is committed whatever becomes of repeats: an error stands for one whose first
   * delivery could not be told. A batch in which somebody wants to be called back takes two statements, and is one thing.
   */
  async commit(
    connection: EntityManager,
    events: readonly NewEvent[],
  ): Promise<(Recorded | LedgerUnavailable)[]> {
    return events.some(({ executions }) => executions.some(({ callback }) => callback))
      ? connection.transaction((tx) => this.record(tx, events))
      : this.write(connection, events);
  }

  /** In the transaction of `tx`, all or nothing. */
  async record(tx: EntityManager, events: readonly NewEvent[]): Promise<Recorded[]> {
    const recorded = (await this.write(tx, events)).map((one) => {
      if (one instanceof LedgerUnavailable) {
        throw one;
      }
      return one;
    });
    await this.register(
      tx,
      events.filter((_, index) => !recorded[index]!.duplicate),
    );
    return recorded;
  }

  private async register(tx: EntityManager, events: readonly NewEvent[]): Promise<void> {
    const rows = events.flatMap(({ id: eventId, tenant, executions }) =>
      executions.flatMap(({ id, callback }) => (callback ? [{ id, eventId, tenant, ...callback }] : [])),
    );
    if (rows.length === 0) {
      return;
    }
    await tx.query(REGISTER, [
      plainArray(rows.map(({ id }) => id)),
      plainArray(rows.map(({ eventId }) => eventId)),
      textArray(rows.map(({ tenant }) => tenant)),
      textArray(rows.map(({ host }) => host)),
      textArray(rows.map(({ sealedUrl }) => sealedUrl)),
    ]);
  }

  private async write(
    connection: EntityManager,
    events: readonly NewEvent[],
  ): Promise<(Recorded | LedgerUnavailable)[]> {
    const rows = await run<{ event_id: string; awaitedBy: string | null }>(connection, RECORD, [
      ...eventColumns(events),
      ...executionColumns(events),
    ]);
    const fresh = new Map<string, string[]>();
    for (const { event_id: id, awaitedBy } of rows) {
      fresh.set(id, [...(fresh.get(id) ?? []), ...(awaitedBy === null ? [] : [awaitedBy])]);
    }
    const known = events.filter((event) => !fresh.has(event.id));
    const earlier = known.length > 0 ? await this.tellKnown(connection, known) : NONE;
    return events.map((event) => {
      const awaitedBy = fresh.get(event.id);
      if (awaitedBy) {
        const executions = event.executions.map(({ id }) => id);
        return { eventId: event.id, executions, duplicate: false, awaitedBy };
      }
      return earlier instanceof LedgerUnavailable ? earlier : (earlier.get(event.id) ?? forgotten());
    });
  }

  /** Never throws: what is new is committed by now, if this is no transaction. */
  private tellKnown(
    connection: EntityManager,
    events: readonly NewEvent[],
  ): Promise<ReadonlyMap<string, Recorded> | LedgerUnavailable> {
    return this.findKnown(connection, events).catch(
      (cause: unknown) => new LedgerUnavailable('earlier deliveries could not be told', {}, { cause }),
    );
  }

  /** Moves executions nobody has taken up to the log as dead, those that this transaction opened itself, for the caller to put into the audit log. */
  async end(
    tx: EntityManager,
    ended: readonly { readonly executionId: string; readonly reason: string; readonly error: TaskError }[],
  ): Promise<EndedExecution[]> {
    return run(tx, END, [
      plainArray(ended.map(({ executionId }) => executionId)),
      plainArray(ended.map(({ reason }) => reason)),
      textArray(ended.map(({ error }) => JSON.stringify(error))),
    ]);
  }

  /**
   * The events, each that is known by a key beside its own under that one. Nothing is looked for where none has such keys.
   * Of two that are on their way at once, one on either side of an hour, neither is found unless they share a batch.
   */
  async withKnownKeys(connection: EntityManager, events: readonly NewEvent[]): Promise<readonly NewEvent[]> {
    if (events.every(({ besideKeys }) => besideKeys === undefined)) {
      return events;
    }
    const asked = events.flatMap(besideOf);
    const rows = await run<{ place: number }>(connection, KNOWN, [
      plainArray(asked.map(({ hookId }) => hookId)),
      byteArray(asked.map(({ key }) => key)),
    ]);
    const known = new Set(rows.map(({ place }) => nameOf(asked[place - 1]!)));
    return events.map((event) => knownAs(event, known));
  }

  /** What earlier deliveries brought already, by the id of the event that repeats it. */
  async findKnown(connection: EntityManager, events: readonly NewEvent[]): Promise<Map<string, Recorded>> {
    const rows = await run<{ event_id: string; executions: string[]; place: number }>(connection, KNOWN, [
      plainArray(events.map((event) => event.hookId)),
      byteArray(events.map((event) => event.dedupeKey)),
    ]);
    return new Map(
      rows.map((row) => {
        const event = events[row.place - 1]!;
        // Our own id: this very batch was committed although its answer got lost on the way.
        const duplicate = row.event_id !== event.id;
        return [event.id, { eventId: row.event_id, executions: row.executions, duplicate }];
      }),
    );
  }
}

interface Key {
  readonly hookId: string;
  readonly key: Buffer;
}

const nameOf = ({ hookId, key }: Key): string => `${hookId} ${key.toString('hex')}`;

const besideOf = ({ hookId, besideKeys = [] }: NewEvent): Key[] => besideKeys.map((key) => ({ hookId, key }));

/** The event under the key it is known by; its own is known from here on. */
function knownAs(event: NewEvent, known: Set<string>): NewEvent {
  const { hookId, dedupeKey, besideKeys } = event;
  if (besideKeys === undefined) {
    return event;
  }
  const keys = [dedupeKey, ...besideKeys];
  const key = keys.find((one) => known.has(nameOf({ hookId, key: one }))) ?? dedupeKey;
  known.add(nameOf({ hookId, key }));
  return key === dedupeKey ? event : { ...event, dedupeKey: key };
}

/** The next try is fresh. */
const forgotten = (): LedgerUnavailable =>
  new LedgerUnavailable('the key of an earlier delivery was forgotten just now');

function eventColumns(events: readonly NewEvent[]): string[] {
  return [
    plainArray(events.map((e) => e.id)),
    plainArray(events.map((e) => e.deliveryId)),
    textArray(events.map((e) => e.tenant)),
    plainArray(events.map((e) => e.hookId)),
    byteArray(events.map((e) => e.dedupeKey)),
    textArray(events.map((e) => plainArray(e.executions.map(({ id }) => id)))),
    textArray(events.map((e) => e.source)),
    textArray(events.map((e) => e.type)),
    textArray(events.map((e) => e.externalId)),
    textArray(events.map((e) => e.subject)),
    epochArray(events.map((e) => e.occurredAt)),
    textArray(events.map((e) => e.remoteAddress)),
    plainArray(events.map((e) => e.bytes)),
    textArray(events.map((e) => e.traceparent)),
    textArray(events.map((e) => e.environment)),
    textArray(events.map((e) => e.commonType)),
    plainArray(events.map((e) => (e.test ? 't' : 'f'))),
    textArray(events.map((e) => e.inputs)),
    jsonArray(events.map((e) => e.body)),
    jsonArray(events.map((e) => e.headers)),
    jsonArray(events.map((e) => e.parameters)),
    plainArray(events.map((e) => e.cause?.execution ?? null)),
    plainArray(events.map((e) => e.cause?.depth ?? null)),
    textArray(events.map((e) => (e.cause ? plainArray(e.cause.lineage) : null))),
    textArray(events.map((e) => (e.avoided ? textArray(e.avoided) : null))),
  ];
}

function executionColumns(events: readonly NewEvent[]): string[] {
  const rows = events.flatMap((event) => event.executions.map((x): [string, NewExecution] => [event.id, x]));
  return [
    plainArray(rows.map(([, x]) => x.id)),
    plainArray(rows.map(([eventId]) => eventId)),
    plainArray(rows.map(([, x]) => x.workflowId)),
    plainArray(rows.map(([, x]) => x.revision)),
    textArray(rows.map(([, x]) => x.triggerId)),
    textArray(rows.map(([, x]) => x.lane)),
    plainArray(rows.map(([, x]) => x.concurrencyLimit)),
    textArray(rows.map(([, x]) => x.overflow)),
    textArray(rows.map(([, x]) => x.claimScope)),
  ];
}
