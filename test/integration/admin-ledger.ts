/** Puts rows into the ledger as dispatch and the runner would have left them. */
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { v7 } from 'uuid';

export interface Put {
  readonly workflowId: string;
  readonly revision?: number;
  readonly subject?: string;
  readonly type?: string;
  readonly at?: Date;
}

/** A UUIDv7 of that time. */
export const idAt = (at: Date): string => v7({ msecs: at.getTime() });

export async function putEvent(
  db: DataSource,
  { subject = '12345', type = 'user.created', at }: Partial<Put>,
) {
  const id = at ? idAt(at) : v7();
  const body = { event: type, userId: subject, metadata: { role: 'admin', source: 'app' } };
  await db.query(
    `insert into event (id, delivery_id, tenant, hook_id, source, type, external_id, subject, bytes, body, headers, parameters)
     values ($1, $1, 'main', $2, 'auth-platform', $3, null, $4, 92, $5, '{}', '{}')`,
    [id, randomUUID(), type, subject, JSON.stringify(body)],
  );
  return id;
}

/** An execution that waits. */
export async function putOpen(db: DataSource, put: Put & { status?: string }): Promise<string> {
  const eventId = await putEvent(db, put);
  const id = put.at ? idAt(put.at) : v7();
  await db.query(
    `insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, status)
     values ($1, 'main', $2, $3, $4, 'created', $5, $6, $7, $8)`,
    [
      id,
      eventId,
      put.workflowId,
      put.revision ?? 1,
      put.type ?? 'user.created',
      put.subject ?? '12345',
      null,
      put.status ?? 'pending',
    ],
  );
  return id;
}

/** An execution in the log. */
export async function putFinished(
  db: DataSource,
  put: Put & { status?: string; lane?: string; eventId?: string },
): Promise<string> {
  const eventId = put.eventId ?? (await putEvent(db, put));
  const id = put.at ? idAt(put.at) : v7();
  await db.query(
    `insert into execution (id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, lane, status,
                            attempt, accepted_at, started_at)
     values ($1, 'main', $2, $3, $4, 'created', $5, $6, $7, $8, 1, now(), now())`,
    [
      id,
      eventId,
      put.workflowId,
      put.revision ?? 1,
      put.type ?? 'user.created',
      put.subject ?? '12345',
      put.lane ?? null,
      put.status ?? 'succeeded',
    ],
  );
  return id;
}

/** An execution that was given up on in its second task, with its dead letter. */
export async function putDead(
  db: DataSource,
  put: Put & { reason?: string; fingerprint?: string; lane?: string },
): Promise<string> {
  const id = await putFinished(db, { ...put, status: 'dead' });
  await db.query(
    `insert into task_run (execution_id, task_id, position, action, status, attempt, started_at, first_started_at,
                           finished_at, input, output, error)
     values ($1, 'profile', 0, 'user.update', 'succeeded', 2, now(), now(), now(), '{"user":"12345"}', '{"changed":true}', null),
            ($1, 'trace', 1, 'audit.log', 'failed', 5, now(), now(), now(), '{}', null, '{"code":"task_failed","message":"no"}')`,
    [id],
  );
  await db.query(
    `insert into dead_letter (execution_id, tenant, workflow_id, revision, event_id, event_type, subject, task_id, reason,
                              error, fingerprint, attempts)
     select id, tenant, workflow_id, revision, event_id, event_type, subject, 'trace', $2,
            '{"code":"task_failed","message":"no"}', $3, 5
       from execution where id = $1`,
    [id, put.reason ?? 'exhausted', put.fingerprint ?? 'abc'],
  );
  return id;
}

/** So many executions of one event that were given up on, with their dead letters, the oldest first. */
export async function putManyDead(db: DataSource, workflowId: string, count: number): Promise<string[]> {
  const eventId = await putEvent(db, {});
  await db.query(
    `insert into execution (id, tenant, event_id, workflow_id, revision, trigger_id, status, attempt, accepted_at)
     select ($4 || lpad(to_hex(n), 12, '0'))::uuid, 'main', $1, $2, 1, 'created', 'dead', 1, now()
       from generate_series(1, $3::int) n`,
    [eventId, workflowId, count, v7().slice(0, 24)],
  );
  const letters: { id: string }[] = await db.query(
    `insert into dead_letter (execution_id, tenant, workflow_id, revision, event_id, reason, error, fingerprint, attempts)
     select id, tenant, workflow_id, revision, event_id, 'exhausted', '{}', 'x', 1 from execution where event_id = $1
     returning execution_id as id`,
    [eventId],
  );
  return letters.map(({ id }) => id).toSorted();
}

/** A workflow document of the given name. */
export function document(id: string, namespace = 'acme.identity', more = ''): string {
  return `id: ${id}
namespace: ${namespace}
labels: { team: identity }
triggers:
  - id: created
    type: event
    source: auth-platform
    events: [user.created]
${more}tasks:
  - id: profile
    type: user.update
    user: "{{ trigger.body.userId }}"
    set: { active: true }
  - id: trace
    type: audit.log
    message: "profile created for {{ trigger.body.userId }}"
`;
}
