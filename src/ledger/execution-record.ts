/**
 * The record of an execution that has ended: one text, lines of JSON, of the execution and of each of its task runs by task
 * (bytewise) and iteration. Postgres makes it, always the same of the same rows; times are UTC, in microseconds. Its digest
 * goes into the audit log in the transaction that ends the execution, so that nobody can change it afterwards unseen.
 */

/** An execution that a transaction has ended. */
export interface EndedExecution {
  readonly id: string;
  readonly tenant: string;
  readonly workflowId: string;
  /** SHA-256 of its record, in base64. */
  readonly digest: string;
}

/** Without a zone: what Postgres writes then depends on no setting. */
const utc = (column: string): string => `${column} at time zone 'UTC'`;

const EXECUTION = `json_build_object(
  'id', e.id, 'event', e.event_id, 'type', e.event_type, 'subject', e.subject,
  'workflow', e.workflow_id, 'revision', e.revision, 'trigger', e.trigger_id, 'environment', e.environment, 'test', e.test,
  'lane', e.lane, 'status', e.status, 'reason', e.reason, 'error', e.last_error, 'attempt', e.attempt,
  'replayOf', e.replay_of, 'parent', e.parent_id, 'acceptedAt', ${utc('e.accepted_at')},
  'startedAt', ${utc('e.started_at')}, 'finishedAt', ${utc('e.finished_at')})::text`;

const TASK_RUN = `json_build_object(
  'task', t.task_id, 'iteration', t.iteration, 'action', t.action, 'status', t.status, 'attempt', t.attempt,
  'startedAt', ${utc('t.started_at')}, 'finishedAt', ${utc('t.finished_at')},
  'input', t.input, 'output', t.output, 'error', t.error)::text`;

/** Of the row `e` of `execution`. */
export const RECORD = `${EXECUTION} || coalesce((
  select string_agg(E'\\n' || ${TASK_RUN}, '' order by t.task_id collate "C", t.iteration)
    from task_run t where t.execution_id = e.id), '')`;

/** How a statement ends whose `moved` has rows of open executions, with their `final` status, `reason` and `error`. */
export const INTO_THE_LOG = `
ended as (
  insert into execution (id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, status,
                         reason, attempt, replay_of, last_error, accepted_at, started_at, environment, test, parent_id)
  select id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, final,
         reason, attempt, replay_of, error::json, accepted_at, started_at, environment, test, parent_id
    from moved
  returning *
)
select e.id, e.tenant, e.workflow_id as "workflowId", encode(sha256(convert_to(${RECORD}, 'UTF8')), 'base64') as digest
  from ended e`;
