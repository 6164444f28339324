/**
 * The rows of history, as SQL that makes them out of their number `n`: what the nth finished execution left. Executions
 * are spread evenly over the time before now that the default retention keeps.
 */

/** Weeks of partitions that are filled, this one included. */
export const WEEKS = 12;
/** Workflows the history is of. `history/flow-N` is run for events of the type `history.type-(N % TYPES)`. */
export const FLOWS = 8;
export const TYPES = 4;
export const TEAMS = 2;
/** Executions of one subject: more history is of more people. */
const EXECUTIONS_EACH = 100;
/** Days a dedupe key is remembered (`DEDUPE_DAYS`). */
export const DEDUPE_DAYS = 30;

/** Subjects of so many executions. */
export const subjectsOf = (rows) => Math.max(1, Math.floor(rows / EXECUTIONS_EACH));

const FLOW = `(n / 200) % ${FLOWS}`;
const TYPE = `'history.type-' || (n / 200) % ${TYPES}`;
const ENVIRONMENT = `case when (n / 20) % 10 = 0 then 'staging' else 'production' end`;
const STATUS = `case n % 20 when 0 then 'dead' when 1 then 'cancelled' when 2 then 'skipped' when 3 then 'superseded' else 'succeeded' end`;
const PLAN = `case n % 2 when 0 then 'pro' else 'free' end`;

/** UUIDv7 of the row's time and number; `variant` tells the ids of one row apart. */
const id = (variant) => `(lpad(to_hex(ms), 12, '0') || '7000${variant}' || lpad(to_hex(n), 15, '0'))::uuid`;
const [EVENT_ID, EXECUTION_ID, AUDIT_ID, DELIVERY_ID] = ['8', '9', 'a', 'b'].map(id);

/** 32 bytes that look like a digest. */
const DIGEST = `sha256(int8send(n))`;

const BODY = `format('{"type":"%s","timestamp":"%s","userId":"%s","data":{"email":"%s@example.com","plan":"%s","logins":%s,' ||
  '"address":{"street":"Hauptstrasse 12","city":"Zurich","postalCode":"8001","country":"CH"},"locale":"de-CH",' ||
  '"lastSeen":{"ip":"203.0.113.7","agent":"Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"}}}',
  ${TYPE}, at, subject, subject, ${PLAN}, n)::json`;
const HEADERS = `format('{"host":"127.0.0.1","user-agent":"signet-bench","content-type":"application/json","webhook-id":"msg_%s"}', n)::json`;
const LEAF = `convert_to(format('{"actor":"workflow:history/flow@1","at":"%s","execution":"%s","id":"%s","private":"%s","redaction":0,' ||
  '"subject":"%s","task":"trace","tenant":"main","v":1,"verb":"audit.log"}', at, ${EXECUTION_ID}, ${AUDIT_ID}, encode(${DIGEST}, 'hex'), subject), 'utf8')`;

/** Columns of each table that history is in, each with the expression that makes it. */
export const TABLES = {
  event: columns({
    id: EVENT_ID,
    delivery_id: DELIVERY_ID,
    tenant: `'main'`,
    hook_id: 'hook',
    source: `'bench'`,
    type: TYPE,
    external_id: `'msg_' || n`,
    subject: 'subject',
    occurred_at: 'at',
    received_at: 'at',
    remote_address: `'127.0.0.1'`,
    bytes: '400',
    body: BODY,
    headers: HEADERS,
    parameters: `'{}'::json`,
    environment: ENVIRONMENT,
  }),
  execution: columns({
    id: EXECUTION_ID,
    tenant: `'main'`,
    event_id: EVENT_ID,
    workflow_id: `flows[1 + ${FLOW}]`,
    revision: '1',
    trigger_id: `'updated'`,
    event_type: TYPE,
    subject: 'subject',
    status: STATUS,
    attempt: '1',
    last_error: `case n % 20 when 0 then '{"code":"target_refused","message":"the directory answered 403"}'::json end`,
    accepted_at: 'at',
    started_at: `at + interval '5 milliseconds'`,
    finished_at: `at + interval '12 milliseconds'`,
    environment: ENVIRONMENT,
  }),
  task_run: columns(
    {
      execution_id: EXECUTION_ID,
      task_id: 'task',
      position: 'position',
      action: 'action',
      status: `'succeeded'`,
      attempt: '1',
      started_at: `at + interval '6 milliseconds'`,
      first_started_at: `at + interval '6 milliseconds'`,
      finished_at: `at + interval '9 milliseconds'`,
      input: `format('{"user":"%s","set":{"active":true,"plan":"%s","logins":%s}}', subject, ${PLAN}, n)::json`,
      output: `format('{"changed":true,"difference":{"plan":{"from":"free","to":"%s"},"logins":{"from":%s,"to":%s}}}', ${PLAN}, n - 1, n)::json`,
      changed_at: `at + interval '9 milliseconds'`,
    },
    ` cross join (values ('decide', 0, 'set'), ('update', 1, 'user.update'), ('trace', 2, 'audit.log')) as t (task, position, action)`,
  ),
  audit_entry: columns({
    id: AUDIT_ID,
    tenant: `'main'`,
    at: 'at',
    verb: `'audit.log'`,
    subject_tag: `'tag-' || subject`,
    execution_id: EXECUTION_ID,
    leaf: LEAF,
    leaf_hash: DIGEST,
    mac: DIGEST,
    sealed: `${DIGEST} || ${DIGEST} || ${DIGEST} || ${DIGEST}`,
  }),
};

/** Keys of deliveries. */
export const DEDUPE = {
  names: 'hook_id, key, event_id, executions, created_at',
  expressions: `hook, ${DIGEST}, ${EVENT_ID}, array[${EXECUTION_ID}], at`,
  more: '',
};

/**
 * Rows `$1` to `$2` of a table; `$3` workflows, `$4` the hook, `$5` subjects, `$6` milliseconds of the first row, `$7`
 * milliseconds from one row to the next.
 */
export const insertion = (table, { names, expressions, more }) => `
insert into ${table} (${names})
select ${expressions}
  from (select n, ms, to_timestamp(ms / 1000.0) as at, 'user-' || lpad((n * 7919 % $5::bigint)::text, 6, '0') as subject
          from (select n, ($6::float8 + n * $7::float8)::bigint as ms
                  from generate_series($1::bigint, $2::bigint) n offset 0) numbered offset 0) made
 cross join (select $3::uuid[] as flows, $4::uuid as hook) given${more}`;

function columns(expressionOf, more = '') {
  return {
    names: Object.keys(expressionOf).join(', '),
    expressions: Object.values(expressionOf).join(', '),
    more,
  };
}
