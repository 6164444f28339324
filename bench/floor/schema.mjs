/** Tables of the floor: no history apart, no partitions, no lanes, no limits, no chain. */
import pg from 'pg';
import { userId, USERS } from '../event.mjs';

const TABLES = `
create table event (
  id uuid primary key,
  key text not null unique,
  type text not null,
  subject text not null,
  received_at timestamptz not null default now(),
  body json not null
);
create table execution (
  id uuid primary key,
  event_id uuid not null,
  status text not null default 'pending',
  accepted_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
) with (fillfactor = 70);
create index execution_open_idx on execution (id) where status <> 'succeeded';
create table task_run (
  execution_id uuid not null,
  task_id text not null,
  status text not null,
  started_at timestamptz not null,
  finished_at timestamptz not null default now(),
  input json,
  output json,
  primary key (execution_id, task_id)
);
create table directory_user (
  id text primary key,
  plan text,
  logins integer not null default 0,
  version integer not null default 1,
  updated_at timestamptz not null default now()
) with (fillfactor = 70);
create table audit_log (
  id uuid primary key,
  execution_id uuid not null,
  subject text not null,
  message text not null,
  at timestamptz not null default now()
);
`;

export async function seedFloor(url) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(TABLES);
    const users = Array.from({ length: USERS }, (_, n) => userId(n));
    await client.query('insert into directory_user (id) select * from unnest($1::text[])', [users]);
  } finally {
    await client.end();
  }
}

/** Plans are made while the tables are small and kept as they grow: without this they scan them. */
export const connectionOptions = '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off';
