/** Who waits for a sample of what is sent to a hook, and what was captured: one row for a hook in an environment. */
export class Samples1764288000000 {
    async up(db) {
        await db.query(`
      create table sample (
        hook_id uuid not null constraint sample_hook_fkey references hook (id) on delete cascade,
        environment text not null,
        /* Of the window: one that was opened again is another. */
        id uuid not null,
        opened_at timestamptz not null default now(),
        opened_by text not null,
        expires_at timestamptz not null,
        captured_at timestamptz,
        content json,
        constraint sample_pkey primary key (hook_id, environment),
        constraint sample_captured_check check ((captured_at is null) = (content is null))
      );
      create trigger sample_tell_changed after insert or update or delete on sample
        for each row execute function signet_tell_changed();
    `);
    }
    async down(db) {
        await db.query('drop table sample');
    }
}
//# sourceMappingURL=1764288000000-samples.js.map