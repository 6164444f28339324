/** A ledger as it is after a while, made by Postgres itself. */

/** An id of the time now for the number `g` of a kind. */
const ID = (of: string): string =>
  `(lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') || '7' || substr(md5('${of}' || g), 1, 19))::uuid`;

/** The scope of a workflow with a concurrency limit. */
export const LIMITED = 'workflow:main/0190a000-0000-7000-8000-0000000000cc@production';

/** 20,000 open executions: some due, some running, most waiting, a third in long lanes, some under the limit of a workflow or of the tenant. */
export const QUEUE = `
insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, lane, status, due_at, lease_until,
                            concurrency_limit, overflow, claim_scope)
  select ${ID('open')}, 'main', ${ID('open')}, case when g % 10 = 0 then '0190a000-0000-7000-8000-0000000000cc' else gen_random_uuid() end,
         1, 't', case when g % 3 = 0 then 'lane-' || (g % 150) end,
         case when g % 40 = 1 then 'running' when g % 4 = 0 then 'pending' else 'retrying' end,
         case when g % 4 = 0 then now() else now() + interval '1 hour' end,
         case when g % 40 = 1 then now() + (g % 1000) * interval '1 second' end,
         case when g % 10 = 0 then 5 end, case when g % 10 = 0 then 'cancel' end,
         case when g % 10 = 0 then '${LIMITED}' when g % 5 = 1 then 'tenant:main' end
    from generate_series(1, 20000) g where g % 120 <> 81;
`;

/** The queue, and 120,000 executions that have finished. */
export const GROW = `
insert into event (id, delivery_id, tenant, hook_id, bytes, headers, parameters, body)
  select ${ID('done')}, ${ID('done')}, 'main', gen_random_uuid(), 10, '{}', '{}', '{}' from generate_series(1, 120000) g;
insert into dedupe (hook_id, key, event_id, executions)
  select gen_random_uuid(), sha256(g::text::bytea), ${ID('done')}, '{}' from generate_series(1, 120000) g;
insert into execution (id, tenant, event_id, workflow_id, revision, trigger_id, status, attempt, accepted_at)
  select ${ID('done')}, 'main', ${ID('done')}, gen_random_uuid(), 1, 't', 'succeeded', 1, now() from generate_series(1, 120000) g;
insert into task_run (execution_id, task_id, position, action, status, attempt, started_at, first_started_at)
  select ${ID('done')}, 'a', 0, 'set', 'succeeded', 1, now(), now() from generate_series(1, 120000) g;
insert into own_change (execution_id, task_id, iteration, tenant, environment, subject, kind, wanted, depth, lineage)
  select ${ID('done')}, 'a', 0, 'main', 'production', 'user-' || (g % 1000), 'user.update', '{}', 1, '{}' from generate_series(1, 20000) g;
insert into newest_event (workflow_id, environment, subject, occurred_at, event_id)
  select '0190a000-0000-7000-8000-0000000000cc', 'production', 'user-' || g, now(), ${ID('done')} from generate_series(1, 20000) g;
insert into callback (execution_id, event_id, tenant, host, sealed_url, status)
  select ${ID('done')}, ${ID('done')}, 'main', 'hooks.example.com', 'sealed', 'sent' from generate_series(1, 120000) g;
${QUEUE}`;
