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
const OPEN_COLUMNS = `${COLUMNS}, null::text as reason, null::timestamptz as finished_at, t.due_at,
                      null::timestamptz as erased_at`;
const LOG_COLUMNS = `${COLUMNS}, t.reason, t.finished_at, null::timestamptz as due_at, t.erased_at`;

/** What a row of the list is made of, once it is joined with its workflow `w`. */
export const SHOWN = `x.id, w.namespace || '/' || w.name as workflow, w.namespace, x.revision, x.trigger_id as trigger,
       x.event_id as "eventId", x.event_type as "eventType", x.subject, x.status, x.reason, x.attempt,
       x.environment, x.test, x.replay_of as "replayOf", x.accepted_at as "acceptedAt", x.started_at as "startedAt",
       x.finished_at as "finishedAt", x.due_at as "dueAt", x.last_error as error, x.erased_at as "erasedAt"`;

type Bind = (value: unknown) => string;

interface Bound {
  readonly operator: '<' | '>=';
  readonly id: string;
}

/** What a filter and a page ask of a row `t`, bound already. */
interface Terms {
  readonly conditions: readonly string[];
  readonly type: string | null;
  /** What ids are compared with. */
  readonly bounds: readonly Bound[];
}

/** `confined` null: any workflow of the tenant. The values are planned for, so partitions outside are not looked at. */
export function executionsQuery(
  reach: Reach,
  filter: ExecutionFilter,
  confined: Confinement | null,
  page: PageOf,
): Query {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const terms = termsOf(reach, filter, page, bind);
  const limit = bind(page.limit);
  const newest = `order by t.id desc limit ${limit}`;
  const scope = confined === null ? null : scopeOf(confined, bind);
  const halves = halvesOf(filter).map(({ table, columns }) => {
    const rows = `select ${columns} from ${table} t where`;
    if (scope === null) {
      return `(${rows} ${meets(terms)} ${newest})`;
    }
    // The open table has no index by workflow and is small; the log has one, but not for a whole set of them at once.
    if (table === 'open_execution' || filter.subject !== undefined) {
      return `(${rows} ${meets(terms)} and exists (select from ${scope} where ${OF_WORKFLOW} and ${OF_REVISIONS}) ${newest})`;
    }
    const part = filter.status === undefined || filter.status === 'succeeded' ? ofIndex(terms) : ofFew(terms);
    return `(select t.* from ${scope} cross join lateral (
            ${rows} ${part.condition} and ${OF_REVISIONS} order by ${part.order} limit ${limit}) t ${newest})`;
  });
  const text = `select ${SHOWN}
    from (select * from (${halves.join(' union all ')}) both_halves order by id desc limit ${limit}) x
    join workflow w on w.id = x.workflow_id order by x.id desc`;
  return { text, values };
}

const OF_WORKFLOW = 't.workflow_id = s.workflow_id';
const OF_REVISIONS = '(s.revisions is null or t.revision = any(s.revisions::int[]))';

/** Rows of one workflow, which the log has an index of. */
interface Part {
  readonly condition: string;
  readonly order: string;
}

/**
 * By the index that begins with the workflow, and with the type if that is asked for: conditions on its columns as one
 * row, and an order by all of them, leave no other way. With `=` Postgres may as well walk back through everybody's
 * executions until it has met enough of this workflow's, which is the whole log when they are old. One bound on each
 * side: of two it may begin at the wider one, and step over all that lies between.
 */
function ofIndex({ conditions, type, bounds }: Terms): Part {
  const columns = ['t.workflow_id', ...(type === null ? [] : ['t.event_type'])];
  const values = ['s.workflow_id', ...(type === null ? [] : [type])];
  const bound = (operator: '<' | '>=', wide: '<=' | '>=', closest: 'least' | 'greatest'): string => {
    const ids = bounds.filter((one) => one.operator === operator).map(({ id }) => id);
    return ids.length === 0
      ? `(${columns.join(', ')}) ${wide} (${values.join(', ')})`
      : `(${[...columns, 't.id'].join(', ')}) ${operator} (${[...values, `${closest}(${ids.join(', ')})`].join(', ')})`;
  };
  return {
    condition: [
      bound('>=', '>=', 'greatest'),
      bound('<', '<=', 'least'),
      meets({ conditions, type: null, bounds }),
    ].join(' and '),
    order: [...columns, 't.id'].map((column) => `${column} desc`).join(', '),
  };
}

/** Of what did not succeed, whose index is small. */
function ofFew(terms: Terms): Part {
  return { condition: `${meets(terms)} and ${OF_WORKFLOW}`, order: 't.id desc' };
}

function scopeOf(confined: Confinement, bind: Bind): string {
  const ids = bind(confined.map(({ id }) => id));
  const revisions = bind(
    confined.map((one) => (one.revisions === null ? null : `{${one.revisions.join(',')}}`)),
  );
  return `unnest(${ids}::uuid[], ${revisions}::text[]) as s (workflow_id, revisions)`;
}

function termsOf(reach: Reach, filter: ExecutionFilter, page: PageOf, bind: Bind): Terms {
  const { subject, type, status, environment, from, to } = filter;
  const floor = (at: Date): string => `signet_uuid_floor(${bind(at)}::timestamptz)`;
  const bound = (operator: Bound['operator'], id: string): Bound => ({ operator, id });
  return {
    conditions: [
      `t.tenant = ${bind(reach.tenant)}`,
      ...(subject === undefined ? [] : [`t.subject = ${bind(subject)}::text`]),
      ...(status === undefined ? [] : [`t.status = ${bind(status)}::text`]),
      ...(environment === undefined ? [] : [`t.environment = ${bind(environment)}::text`]),
    ],
    type: type === undefined ? null : `${bind(type)}::text`,
    bounds: [
      ...(page.before === null ? [] : [bound('<', `${bind(page.before)}::uuid`)]),
      ...(from === undefined ? [] : [bound('>=', floor(from))]),
      ...(to === undefined ? [] : [bound('<', floor(to))]),
    ],
  };
}

function meets({ conditions, type, bounds }: Terms): string {
  return [
    ...conditions,
    ...(type === null ? [] : [`t.event_type = ${type}`]),
    ...bounds.map(({ operator, id }) => `t.id ${operator} ${id}`),
  ].join(' and ');
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
