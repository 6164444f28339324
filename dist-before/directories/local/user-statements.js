import { USER_COLUMNS } from './user-row.js';
/** Locks users by key, in the order of the keys. */
export const LOCK = lock('directory_user_lock', 'for update of u');
/** The same, without waiting for those that somebody holds. */
export const LOCK_FREE = lock('directory_user_lock_free', 'for update of u skip locked');
/** The same, without a lock. */
export const READ = lock('directory_user_read', '');
/** `userColumns` as rows. */
const ROWS = `
  unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::text[], $7::text[], $8::text[],
         $9::text[], $10::text[], $11::boolean[], $12::uuid[])
    as c(tenant, directory, id, active, user_name, email, display_name, roles, groups, attributes, deleted, changed_by)`;
const INSERT_ROWS = `
  insert into directory_user as u
    (tenant, directory, id, active, user_name, email, display_name, roles, groups, attributes, changed_by,
     created_at, updated_at)
  select c.tenant, c.directory, c.id, c.active, c.user_name, c.email, c.display_name,
         c.roles::text[], c.groups::text[], c.attributes::jsonb, c.changed_by, now(), now()
    from ${ROWS} where not c.deleted`;
/** Adds users that have no row, and tells which it added. */
export const INSERT = {
    name: 'directory_user_insert',
    text: `${INSERT_ROWS} on conflict (tenant, directory, id) do nothing returning u.tenant, u.directory, u.id`,
};
/** Puts users as given, whatever was there. */
export const SEED = {
    name: 'directory_user_seed',
    text: `${INSERT_ROWS}
    on conflict (tenant, directory, id) do update set
      active = excluded.active, user_name = excluded.user_name, email = excluded.email,
      display_name = excluded.display_name, roles = excluded.roles, groups = excluded.groups,
      attributes = excluded.attributes, changed_by = excluded.changed_by, version = u.version + 1, updated_at = now(), deleted_at = null`,
};
/** Writes users that have a row, which this transaction holds. */
export const UPDATE = {
    name: 'directory_user_update',
    text: `
    update directory_user u set
      active = c.active, user_name = c.user_name, email = c.email, display_name = c.display_name,
      roles = c.roles::text[], groups = c.groups::text[], attributes = c.attributes::jsonb,
      changed_by = c.changed_by, version = u.version + 1, updated_at = now(), deleted_at = case when c.deleted then now() end
     from ${ROWS}
    where u.tenant = c.tenant and u.directory = c.directory and u.id = c.id`,
};
function lock(name, how) {
    return {
        name,
        text: `
      select k.n, ${USER_COLUMNS}, u.deleted_at is not null as deleted
        from unnest($1::text[], $2::text[], $3::text[]) with ordinality as k(tenant, directory, id, n)
        join directory_user u on u.tenant = k.tenant and u.directory = k.directory and u.id = k.id
       order by k.n
         ${how}`,
    };
}
//# sourceMappingURL=user-statements.js.map