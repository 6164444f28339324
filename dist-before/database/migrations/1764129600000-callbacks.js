/** Rows are read by execution, and by when they are due; what is done has no such time. */
const CALLBACKS = `
create table callback (
  execution_id uuid constraint callback_pkey primary key,
  event_id uuid not null,
  tenant text not null,
  host text not null,
  sealed_url text not null,
  status text not null default 'waiting'
    constraint callback_status_check check (status in ('waiting', 'due', 'sent', 'failed')),
  attempts integer not null default 0,
  last_status integer,
  last_error text,
  due_at timestamptz,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  constraint callback_due_check check ((status = 'due') = (due_at is not null))
) with (fillfactor = 80);
create index callback_due_idx on callback (due_at) where due_at is not null;

alter table open_execution add column callback boolean not null default false;

/* However an execution ends, and whoever ends it: its callback is due in the same statement. */
create function signet_call_back() returns trigger language plpgsql as $$
begin
  update callback set status = 'due', due_at = now() where execution_id = old.id and status = 'waiting';
  perform pg_notify('signet_changed', 'callback');
  return null;
end $$;
create trigger open_execution_call_back after delete on open_execution
  for each row when (old.callback) execute function signet_call_back();
`;
/** Callbacks: who is told how an execution ended. */
export class Callbacks1764129600000 {
    async up(db) {
        await db.query(CALLBACKS);
    }
    async down(db) {
        await db.query(`
      drop trigger open_execution_call_back on open_execution;
      drop function signet_call_back;
      alter table open_execution drop column callback;
      drop table callback;
    `);
    }
}
//# sourceMappingURL=1764129600000-callbacks.js.map