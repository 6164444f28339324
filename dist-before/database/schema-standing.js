/** Asks a connected database, also one that is empty. */
export async function schemaStanding(dataSource) {
    const [found] = await dataSource.query(`select to_regclass('signet_migration') is not null as migrated`);
    const rows = found.migrated
        ? await dataSource.query('select name from signet_migration order by id')
        : [];
    const applied = rows.map(({ name }) => name);
    const known = dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
    return {
        pending: known.filter((name) => !applied.includes(name)),
        unknown: applied.filter((name) => !known.includes(name)),
    };
}
//# sourceMappingURL=schema-standing.js.map