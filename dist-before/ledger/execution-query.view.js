export const OPEN_STATUSES = ['pending', 'running', 'retrying', 'waiting', 'paused'];
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
export function executionsQuery(reach, filter, confined, page) {
    const values = [];
    const bind = (value) => `$${values.push(value)}`;
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
/**
 * By the index that begins with the workflow, and with the type if that is asked for: conditions on its columns as one
 * row, and an order by all of them, leave no other way. With `=` Postgres may as well walk back through everybody's
 * executions until it has met enough of this workflow's, which is the whole log when they are old. One bound on each
 * side: of two it may begin at the wider one, and step over all that lies between.
 */
function ofIndex({ conditions, type, bounds }) {
    const columns = ['t.workflow_id', ...(type === null ? [] : ['t.event_type'])];
    const values = ['s.workflow_id', ...(type === null ? [] : [type])];
    const bound = (operator, wide, closest) => {
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
function ofFew(terms) {
    return { condition: `${meets(terms)} and ${OF_WORKFLOW}`, order: 't.id desc' };
}
function scopeOf(confined, bind) {
    const ids = bind(confined.map(({ id }) => id));
    const revisions = bind(confined.map((one) => (one.revisions === null ? null : `{${one.revisions.join(',')}}`)));
    return `unnest(${ids}::uuid[], ${revisions}::text[]) as s (workflow_id, revisions)`;
}
function termsOf(reach, filter, page, bind) {
    const { subject, type, status, environment, from, to } = filter;
    const floor = (at) => `signet_uuid_floor(${bind(at)}::timestamptz)`;
    const bound = (operator, id) => ({ operator, id });
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
function meets({ conditions, type, bounds }) {
    return [
        ...conditions,
        ...(type === null ? [] : [`t.event_type = ${type}`]),
        ...bounds.map(({ operator, id }) => `t.id ${operator} ${id}`),
    ].join(' and ');
}
/** A status tells which half of the ledger it can be in. */
function halvesOf({ status }) {
    const open = { table: 'open_execution', columns: OPEN_COLUMNS };
    const log = { table: 'execution', columns: LOG_COLUMNS };
    if (status === undefined) {
        return [open, log];
    }
    return OPEN_STATUSES.includes(status) ? [open] : [log];
}
//# sourceMappingURL=execution-query.view.js.map