/** A workflow that was deleted is deployed nowhere, and its switches are forgotten. */
const TIDY = `
delete from deployment d using workflow w where w.id = d.workflow_id and w.deleted_at is not null;
delete from trigger_switch s using workflow w where w.id = s.workflow_id and w.deleted_at is not null;
`;
/** What arrived at a hook, by environment. Production is what its history is made of and needs none. */
const DELIVERIES = `
create index event_hook_environment_idx on event (hook_id, environment, id) where environment <> 'production';
create index delivery_log_hook_environment_idx on delivery_log (hook_id, environment, id) where environment <> 'production';
`;
/** Deployments of deleted workflows go; deliveries are found by environment. */
export class Places1764072000000 {
    async up(db) {
        await db.query(TIDY);
        await db.query(DELIVERIES);
    }
    async down(db) {
        await db.query('drop index delivery_log_hook_environment_idx, event_hook_environment_idx');
    }
}
//# sourceMappingURL=1764072000000-places.js.map