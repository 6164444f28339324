const EVENTS = `
/* What waits for an event. The empty subject stands for any. */
create table event_wait (
  execution_id uuid not null,
  task_id text not null,
  iteration integer not null,
  tenant text not null,
  environment text not null,
  source text not null,
  types text[] not null,
  subject text not null,
  test boolean not null,
  /* When the transaction began that recorded it, and a moment by which it was committed, once that is known. */
  since timestamptz not null default now(),
  until timestamptz,
  look_at timestamptz not null default now(),
  constraint event_wait_pkey primary key (execution_id, task_id, iteration)
);
create index event_wait_event_idx on event_wait (tenant, environment, source, subject);
create index event_wait_look_idx on event_wait (look_at);

/* Events that may be what somebody waits for, until the execution has looked at them. */
create table event_match (
  execution_id uuid not null,
  task_id text not null,
  iteration integer not null,
  event_id uuid not null,
  constraint event_match_pkey primary key (execution_id, task_id, iteration, event_id)
);

/* Events lie in the order they came in. */
create index event_received_idx on event using brin (received_at) with (pages_per_range = 32, autosummarize = on);

/* The event is called so by its sender, and in the common vocabulary; patterns are as in triggers. */
create function signet_takes_event(patterns text[], own text, common text) returns boolean
language sql immutable parallel safe as $$
  select exists (
    select from unnest(array[own, common]) t, unnest(patterns) p
     where p = t or (p = '*' and t is not null)
        or (right(p, 2) = '.*' and starts_with(t, left(p, -1)) and length(t) > length(p) - 1))
$$;
`;
const APPROVALS = `
create table approval (
  id uuid constraint approval_pkey primary key,
  execution_id uuid not null,
  task_id text not null,
  iteration integer not null,
  tenant text not null,
  environment text not null,
  namespace text not null,
  workflow text not null,
  subject text,
  message text not null,
  outcomes text[] not null,
  /* Who may decide. */
  roles text[] not null,
  tokens text[] not null,
  link boolean not null,
  fields json not null,
  status text not null default 'open'
    constraint approval_status_check check (status in ('open', 'decided', 'expired', 'cancelled')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  outcome text,
  answers json,
  decided_by text,
  decided_at timestamptz,
  /* The execution went on with it. */
  heeded boolean not null default false,
  constraint approval_task_key unique (execution_id, task_id, iteration),
  constraint approval_decided_check check ((status = 'decided') = (outcome is not null and decided_at is not null))
);
create index approval_open_idx on approval (tenant, id) where status = 'open';
`;
const UNDO = `
drop table approval;
drop index event_received_idx;
drop function signet_takes_event;
drop table event_match, event_wait;
`;
/** Waits for events, and for people. */
export class Waits1764986400000 {
    async up(db) {
        await db.query(EVENTS);
        await db.query(APPROVALS);
    }
    async down(db) {
        await db.query(UNDO);
    }
}
//# sourceMappingURL=1764986400000-waits.js.map