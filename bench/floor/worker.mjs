/** The workroom of the floor: claims what a job names, or what is pending; three tasks; shared writes. */
import { setTimeout as delay } from 'node:timers/promises';
import Queue from 'bull';
import pg from 'pg';
import { v7 } from 'uuid';
import { connectionOptions } from './schema.mjs';
import { SharedCommits } from './shared-commits.mjs';

const { DATABASE_URL, REDIS_URL } = process.env;
const MOST_CLAIMED = 500;
const IDLE_MS = 10;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 6, options: connectionOptions });

const CLAIM = (due) => `
with due as (${due} for update skip locked)
update execution x set status = 'running', started_at = now()
  from due join event e on e.id = due.event_id
 where x.id = due.id
returning x.id, e.body`;
const CLAIM_IDS = CLAIM(
  `select id, event_id from execution where id = any($1::uuid[]) and status = 'pending'`,
);
const CLAIM_NEXT = CLAIM(`select id, event_id from execution where status = 'pending' order by id limit $1`);

const FINISH = {
  name: 'finish',
  text: `
with locked as (
  select u.id from directory_user u where u.id = any($2::text[]) order by u.id for update
), users as (
  update directory_user u set plan = n.plan, logins = n.logins, version = u.version + 1, updated_at = now()
    from locked join unnest($2::text[], $3::text[], $4::int[]) as n (id, plan, logins) on n.id = locked.id
   where u.id = n.id
), runs as (
  insert into task_run (execution_id, task_id, status, started_at, input, output)
  select id, task_id, 'succeeded', started_at, input::json, output::json
    from unnest($5::uuid[], $6::text[], $7::timestamptz[], $8::text[], $9::text[])
      as r (id, task_id, started_at, input, output)
), audit as (
  insert into audit_log (id, execution_id, subject, message)
  select * from unnest($10::uuid[], $1::uuid[], $11::text[], $12::text[])
)
update execution set status = 'succeeded', finished_at = now() where id = any($1::uuid[]) and status = 'running'`,
};

const commits = new SharedCommits(async (done) => {
  const users = [...new Map(done.map(({ user }) => [user.id, user])).values()];
  const runs = done.flatMap(({ runs }) => runs);
  const values = [
    done.map(({ id }) => id),
    ...['id', 'plan', 'logins'].map((name) => users.map((user) => user[name])),
    ...['execution', 'task', 'startedAt', 'input', 'output'].map((name) => runs.map((run) => run[name])),
    done.map(() => v7()),
    done.map(({ user }) => user.id),
    done.map(({ message }) => message),
  ];
  await pool.query({ ...FINISH, values });
  return done;
});

/** Condition, user update, audit entry. */
function perform([execution, { userId, data }]) {
  const startedAt = new Date();
  const user = { id: userId, plan: data.plan, logins: data.logins };
  const message = `plan of ${userId} is ${data.plan}`;
  const run = (task, input, output) => ({
    execution,
    task,
    startedAt,
    input: JSON.stringify(input),
    output: JSON.stringify(output),
  });
  const runs = [
    run('decide', { plan: data.plan }, { met: data.plan === 'pro' }),
    run('update', { user: userId, set: { plan: data.plan, logins: data.logins } }, { changed: true, user }),
    run('trace', { message }, { message }),
  ];
  return { id: execution, user, message, runs };
}

async function claim(name, text, value) {
  const { rows } = await pool.query({ name, text, values: [value], rowMode: 'array' });
  return rows;
}

const runAll = (rows) => Promise.all(rows.map((row) => commits.submit(perform(row))));

async function follow() {
  for (;;) {
    const rows = await claim('claim_next', CLAIM_NEXT, MOST_CLAIMED);
    await (rows.length === 0 ? delay(IDLE_MS) : runAll(rows));
  }
}

if (REDIS_URL) {
  const queue = new Queue('floor', REDIS_URL);
  void queue.process(4, async ({ data }) => {
    await runAll(await claim('claim_ids', CLAIM_IDS, data.ids));
  });
} else {
  void follow();
  void follow();
}

process.stdout.write('ready\n');
process.on('SIGTERM', () => process.exit());
