/** How often the live secrets of a source proved a delivery, by day (UTC). */
export class SourceSecretUse1764057600000 {
    async up(runner) {
        await runner.query(`
create table source_secret_use (
  hook_id uuid not null constraint source_secret_use_hook_fkey references hook (id) on delete cascade,
  secret_id text not null,
  used_on date not null,
  uses bigint not null,
  last_used_at timestamptz not null,
  constraint source_secret_use_pkey primary key (hook_id, secret_id, used_on)
) with (fillfactor = 70)`);
    }
    async down(runner) {
        await runner.query('drop table source_secret_use');
    }
}
//# sourceMappingURL=1764057600000-source-secret-use.js.map