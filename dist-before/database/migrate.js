import { setTimeout as sleep } from 'node:timers/promises';
import { createDataSource } from './data-source.js';
import { isLockFault } from './faults.js';
import { schemaStanding } from './schema-standing.js';
/** Any number; every Signet process that migrates takes this advisory lock first. */
const MIGRATION_LOCK = 7_361_100_1;
/** Deliveries wait behind a migration that waits for a table: it gives up soon, and tries again. */
const LOCK_TIMEOUT_MS = 1000;
const TRIES = 60;
const TRY_AGAIN_MS = 500;
/**
 * Applies the migrations that are missing, one process at a time; returns their names.
 * Takes seconds on an empty database and nothing when there is nothing to do.
 */
export async function migrate(url) {
    const dataSource = await createDataSource({
        url,
        pool: 3,
        statementTimeoutMs: 600_000,
        lockTimeoutMs: LOCK_TIMEOUT_MS,
    }).initialize();
    const lock = dataSource.createQueryRunner();
    try {
        await lock.query('set lock_timeout = 0'); // whoever migrates now is waited for
        await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
        return await applyPending(dataSource);
    }
    finally {
        await lock.release();
        await dataSource.destroy();
    }
}
/** Each in a transaction of its own; one that others stood in the way of is tried again, and what went before it is kept. */
async function applyPending(dataSource) {
    const { pending } = await schemaStanding(dataSource);
    for (let tries = 1;; tries += 1) {
        try {
            await dataSource.runMigrations({ transaction: 'each' });
            return [...pending];
        }
        catch (error) {
            if (!isLockFault(error) || tries === TRIES) {
                throw error;
            }
            await sleep(TRY_AGAIN_MS);
        }
    }
}
//# sourceMappingURL=migrate.js.map