const UP = `
create table ssf_stream (
  source_id uuid constraint ssf_stream_pkey primary key
    constraint ssf_stream_source_fkey references source (id) on delete cascade,
  registration jsonb,
  sealed_token text,
  status text,
  status_reason text,
  status_at timestamptz,
  expected_state text,
  asked_at timestamptz,
  verified_at timestamptz,
  poller text,
  lease_until timestamptz,
  polled_at timestamptz,
  next_poll_at timestamptz,
  last_error text,
  last_error_at timestamptz,
  constraint ssf_stream_lease_check check ((poller is null) = (lease_until is null))
);
`;
/** Streams of Shared Signals: what a source has agreed with its transmitter, and who polls it. */
export class SsfStream1764115200000 {
    async up(db) {
        await db.query(UP);
    }
    async down(db) {
        await db.query('drop table ssf_stream');
    }
}
//# sourceMappingURL=1764115200000-ssf-stream.js.map