/**
 * The record of an execution that has ended: one text, lines of JSON, of the execution and of each of its task runs by task
 * and iteration. Its digest goes into the audit log in the transaction that ends the execution, so that nobody can change
 * it afterwards unseen.
 */
import { hash } from 'node:crypto';
import type { TaskError, TaskRun } from './task-run.js';
import { textOf } from './truncated-output.js';

/** An execution that has ended, as the log has it. Times are milliseconds since 1970. */
export interface EndedExecution {
  readonly id: string;
  readonly tenant: string;
  readonly event: string;
  readonly type: string | null;
  readonly subject: string | null;
  readonly workflow: string;
  readonly revision: number;
  readonly trigger: string;
  readonly environment: string;
  readonly test: boolean;
  readonly lane: string | null;
  readonly status: string;
  readonly reason: string | null;
  readonly error: TaskError | null;
  readonly attempt: number;
  readonly replayOf: string | null;
  readonly parent: string | null;
  readonly acceptedAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number;
}

/** What the audit log takes of a record. */
export interface EndedRecord {
  readonly id: string;
  readonly tenant: string;
  readonly workflow: string;
  /** SHA-256 of the text, in base64. */
  readonly digest: string;
}

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/** The columns of `EndedExecution`, of a row `e` of `execution`. */
export const ENDED_COLUMNS = `e.id, e.tenant, e.event_id as event, e.event_type as type, e.subject, e.workflow_id as workflow,
       e.revision, e.trigger_id as trigger, e.environment, e.test, e.lane, e.status, e.reason, e.last_error as error, e.attempt,
       e.replay_of as "replayOf", e.parent_id as parent, ${ms('e.accepted_at')} as "acceptedAt",
       ${ms('e.started_at')} as "startedAt", ${ms('e.finished_at')} as "finishedAt"`;

const LOG_COLUMNS = `id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, status, reason, attempt,
       replay_of, last_error, accepted_at, started_at, finished_at, environment, test, parent_id`;

/** How a statement ends whose `moved` has rows of open executions, with their `final` status, `reason` and `error`. */
export const INTO_THE_LOG = `
ended as (
  select id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, final as status, reason, attempt,
         replay_of, error::json as last_error, accepted_at, started_at, now() as finished_at, environment, test, parent_id
    from moved
), logged as (
  insert into execution (${LOG_COLUMNS}) select ${LOG_COLUMNS} from ended
)
select ${ENDED_COLUMNS} from ended e`;

export function recordOf(ended: EndedExecution, runs: readonly TaskRun[]): EndedRecord {
  const { id, tenant, workflow } = ended;
  return { id, tenant, workflow, digest: digestOf(recordText(ended, runs)) };
}

/** SHA-256 in base64. */
export function digestOf(text: string): string {
  return hash('sha256', text, 'base64');
}

/** The same of an execution in memory and of its rows in the ledger. */
export function recordText(ended: EndedExecution, runs: readonly TaskRun[]): string {
  return [headText(ended), ...runs.toSorted(byTaskAndIteration).map(runText)].join('\n');
}

/** Put together by hand, for every execution: writing objects as JSON takes three times as long. Names and ids need no escaping. */
function headText(ended: EndedExecution): string {
  return (
    `{"id":"${ended.id}","tenant":"${ended.tenant}","event":"${ended.event}","type":${jsonOf(ended.type)}` +
    `,"subject":${jsonOf(ended.subject)},"workflow":"${ended.workflow}","revision":${ended.revision}` +
    `,"trigger":"${ended.trigger}","environment":"${ended.environment}","test":${ended.test},"lane":${jsonOf(ended.lane)}` +
    `,"status":"${ended.status}","reason":${jsonOf(ended.reason)},"error":${jsonOf(ended.error)}` +
    `,"attempt":${ended.attempt},"replayOf":${jsonOf(ended.replayOf)},"parent":${jsonOf(ended.parent)}` +
    `,"acceptedAt":${ended.acceptedAt},"startedAt":${ended.startedAt},"finishedAt":${ended.finishedAt}}`
  );
}

function runText(run: TaskRun): string {
  const finished = run.finishedAt === null ? null : run.finishedAt.getTime();
  return (
    `{"task":"${run.taskId}","iteration":${run.iteration},"action":"${run.action}","status":"${run.status}"` +
    `,"attempt":${run.attempt},"startedAt":${run.startedAt.getTime()},"finishedAt":${finished}` +
    `,"input":${jsonOf(run.input)},"output":${jsonOf(run.output)},"error":${jsonOf(run.error)}}`
  );
}

const jsonOf = (value: unknown): string => textOf(value) ?? 'null';

function byTaskAndIteration(one: TaskRun, other: TaskRun): number {
  return one.taskId === other.taskId ? one.iteration - other.iteration : one.taskId < other.taskId ? -1 : 1;
}
