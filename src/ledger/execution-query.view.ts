/** SQL of the list of executions: every filter finds its index, and both halves of the ledger stop at the limit. */
import type { Reach } from './reach.view.js';

export type ExecutionStatus =
  | 'pending'
  | 'running'
  | 'retrying'
  | 'waiting'
  | 'paused'
  | 'succeeded'
  | 'dead'
  | 'cancelled'
  | 'skipped'
  | 'superseded';

export const OPEN_STATUSES = ['pending', 'running', 'retrying', 'waiting', 'paused'] as const;
export const FINAL_STATUSES = ['succeeded', 'dead', 'cancelled', 'skipped', 'superseded'] as const;

export interface ExecutionFilter {
  readonly subject?: string | undefined;
  /** Type of the event. */
  readonly type?: string | undefined;
  readonly workflow?: { readonly namespace: string; readonly name: string } | undefined;
  readonly status?: ExecutionStatus | undefined;
  readonly environment?: string | undefined;
  readonly label?: { readonly key: string; readonly value: string } | undefined;
  /** Accepted at or after. */
  readonly from?: Date | undefined;
  /** Accepted before. */
  readonly to?: Date | undefined;
}

export interface PageOf {
  /** Only what is older than this id. */
  readonly before: string | null;
  readonly limit: number;
}

/** Revisions the list is confined to, by workflow; null: all of that workflow. */
export type Confinement = readonly { readonly id: string; readonly revisions: readonly number[] | null }[];

export interface Query {
  readonly text: string;
  readonly values: readonly unknown[];
}

const COLUMNS = `t.id, t.workflow_id, t.revision, t.trigger_id, t.event_id, t.event_type, t.subject, t.status,
                 t.attempt, t.replay_of, t.last_error, t.accepted_at, t.started_at, t.environment, t.test`;
const OPEN_COLUMNS = `${COLUMNS}, null::text as reason, null::timestamptz as finished_at, t.due_at`;
const LOG_COLUMNS = `${COLUMNS}, t.reason, t.finished_at, null::timestamptz as due_at`;

/** What a row of the list is made of, once it is joined with its workflow `w`. */
export const SHOWN = `x.id, w.namespace || '/' || w.name as workflow, w.namespace, x.revision, x.trigger_id as trigger,
       x.event_id as "eventId", x.event_type as "eventType", x.subject, x.status, x.reason, x.attempt,
       x.environment, x.test, x.replay_of as "replayOf", x.accepted_at as "acceptedAt", x.started_at as "startedAt",
       x.finished_at as "finishedAt", x.due_at as "dueAt", x.last_error as error`;

/** `confined` null: any workflow of the tenant. The values are planned for, so partitions outside are not looked at. */
export function executionsQuery(
  reach: Reach,
  filter: ExecutionFilter,
  confined: Confinement | null,
  page: PageOf,
): Query {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const conditions = conditionsOf(reach, filter, page, bind).join(' and ');
  const limit = bind(page.limit);
  const scope = confined === null ? null : scopeOf(confined, bind);
  const halves = halvesOf(filter).map((half) => {
    const order = `order by t.id desc limit ${limit}`;
    if (scope === null) {
      return `(select ${half.columns} from ${half.table} t where ${conditions} ${order})`;
    }
    // The open table has no index by workflow and is small; the log has one, but not for a whole set of them at once.
    return half.table === 'open_execution' || filter.subject !== undefined
      ? `(select ${half.columns} from ${half.table} t
           where ${conditions} and exists (select from ${scope} where ${IN_SCOPE}) ${order})`
      : `(select t.* from ${scope} cross join lateral (
            select ${half.columns} from ${half.table} t where ${conditions} and ${IN_SCOPE} ${order}) t
          ${order})`;
  });
  const text = `select ${SHOWN}
    from (select * from (${halves.join(' union all ')}) both_halves order by id desc limit ${limit}) x
    join workflow w on w.id = x.workflow_id order by x.id desc`;
  return { text, values };
}

const IN_SCOPE = `t.workflow_id = s.workflow_id and (s.revisions is null or t.revision = any(s.revisions::int[]))`;

function scopeOf(confined: Confinement, bind: (value: unknown) => string): string {
  const ids = bind(confined.map(({ id }) => id));
  const revisions = bind(
    confined.map((one) => (one.revisions === null ? null : `{${one.revisions.join(',')}}`)),
  );
  return `unnest(${ids}::uuid[], ${revisions}::text[]) as s (workflow_id, revisions)`;
}

function conditionsOf(
  reach: Reach,
  filter: ExecutionFilter,
  page: PageOf,
  bind: (value: unknown) => string,
): string[] {
  const { subject, type, status, environment, from, to } = filter;
  return [
    `t.tenant = ${bind(reach.tenant)}`,
    ...(page.before === null ? [] : [`t.id < ${bind(page.before)}::uuid`]),
    ...(from === undefined ? [] : [`t.id >= signet_uuid_floor(${bind(from)}::timestamptz)`]),
    ...(to === undefined ? [] : [`t.id < signet_uuid_floor(${bind(to)}::timestamptz)`]),
    ...(subject === undefined ? [] : [`t.subject = ${bind(subject)}::text`]),
    ...(type === undefined ? [] : [`t.event_type = ${bind(type)}::text`]),
    ...(status === undefined ? [] : [`t.status = ${bind(status)}::text`]),
    ...(environment === undefined ? [] : [`t.environment = ${bind(environment)}::text`]),
  ];
}

/** A status tells which half of the ledger it can be in. */
function halvesOf({ status }: ExecutionFilter): { table: string; columns: string }[] {
  const open = { table: 'open_execution', columns: OPEN_COLUMNS };
  const log = { table: 'execution', columns: LOG_COLUMNS };
  if (status === undefined) {
    return [open, log];
  }
  return (OPEN_STATUSES as readonly string[]).includes(status) ? [open] : [log];
}
