export function readEnvironments(db) {
    return db.query('select tenant, name from environment order by tenant, name');
}
/** Tenants that have directories of somebody else, which may tell of changes. */
export function readOutsideDirectories(db) {
    return db.query(`select distinct tenant from directory where type <> 'local'`);
}
/** Enabled hooks of sources. */
export function readSourceHooks(db) {
    return db.query(`
    select h.id, h.tenant, h.address, s.name, s.definition
      from hook h join source s on s.id = h.source_id where h.enabled`);
}
export function readSamples(db) {
    return db.query(`
    select id, hook_id as "hookId", environment, expires_at as until
      from sample where captured_at is null and expires_at > now()`);
}
/** Deployments with the hooks of their workflows, oldest workflow first. */
export function readDeployments(db) {
    return db.query(`
    select w.id, w.tenant, w.namespace, w.name, d.environment, d.revision, d.enabled,
           (select coalesce(json_agg(json_build_object('id', h.id, 'address', h.address, 'trigger', h.trigger_id)), '[]')
              from hook h where h.workflow_id = w.id and h.enabled) as hooks,
           (select coalesce(json_object_agg(s.trigger_id, s.enabled), '{}')
              from trigger_switch s where s.workflow_id = w.id and s.environment = d.environment) as switches
      from deployment d join workflow w on w.id = d.workflow_id
     where w.deleted_at is null
     order by w.id, d.environment`);
}
//# sourceMappingURL=hook-rows.js.map