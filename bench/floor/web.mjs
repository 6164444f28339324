/** The door of the floor: node:http in front of Express, HMAC, dedupe, shared commits, one Bull job for each commit. */
import { createServer } from 'node:http';
import Queue from 'bull';
import express from 'express';
import pg from 'pg';
import { v7 } from 'uuid';
import { PATH } from '../event.mjs';
import { answer, isProven, readBody } from './proof.mjs';
import { connectionOptions } from './schema.mjs';
import { SharedCommits } from './shared-commits.mjs';

const { DATABASE_URL, REDIS_URL, PORT } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 4, options: connectionOptions });
const queue = REDIS_URL ? new Queue('floor', REDIS_URL) : null;

const RECORD = {
  name: 'record',
  text: `
with incoming as (
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])
    as i (id, execution_id, key, type, subject, body)
), fresh as (
  insert into event (id, key, type, subject, body)
  select id, key, type, subject, body::json from incoming order by key
      on conflict (key) do nothing
  returning id
), opened as (
  insert into execution (id, event_id)
  select i.execution_id, i.id from incoming i join fresh on fresh.id = i.id order by i.execution_id
)
select id from fresh`,
  rowMode: 'array',
};
const KNOWN = `select e.key, x.id from event e join execution x on x.event_id = e.id where e.key = any($1::text[])`;

const commits = new SharedCommits(async (events) => {
  const columns = ['id', 'execution', 'key', 'type', 'subject', 'body'].map((name) =>
    events.map((e) => e[name]),
  );
  const { rows } = await pool.query({ ...RECORD, values: columns });
  const fresh = new Set(rows.map(([id]) => id));
  const due = events.filter(({ id }) => fresh.has(id)).map(({ execution }) => execution);
  if (queue && due.length > 0) {
    queue.add({ ids: due }, { removeOnComplete: true, removeOnFail: true }).catch(() => undefined);
  }
  return fresh.size === events.length ? events : withKnown(events, fresh);
});

async function withKnown(events, fresh) {
  const again = events.filter(({ id }) => !fresh.has(id));
  const { rows } = await pool.query(KNOWN, [again.map(({ key }) => key)]);
  const first = new Map(rows.map(({ key, id }) => [key, id]));
  return events.map((event) =>
    fresh.has(event.id) ? event : { ...event, execution: first.get(event.key), known: true },
  );
}

function deliver(request, response) {
  readBody(request, (bytes) => {
    if (!isProven(request.headers, bytes)) {
      return answer(response, 401, {});
    }
    const body = bytes.toString('utf8');
    const { type, userId } = JSON.parse(body);
    const event = {
      id: v7(),
      execution: v7(),
      key: request.headers['webhook-id'],
      type,
      subject: userId,
      body,
    };
    return commits
      .submit(event)
      .then(({ execution, known }) => answer(response, known ? 200 : 202, { execution }))
      .catch(() => answer(response, 503, {}));
  });
}

const app = express();
createServer((request, response) =>
  request.url === PATH ? deliver(request, response) : app(request, response),
).listen(Number(PORT), '127.0.0.1', () => process.stdout.write('ready\n'));

process.on('SIGTERM', () => process.exit());
