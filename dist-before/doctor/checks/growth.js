import { counted, fail, ok, warn } from '../finding.js';
const FEW_DAYS = 14;
const NO_DAYS = 2;
/** Upkeep comes by every ten minutes. */
const LATE_SECONDS = 3600;
/** A second, as a rule. */
const LATE_AUDIT_SECONDS = 60;
const ABANDONED_SECONDS = 86_400;
/** Dead rows that vacuum should have cleared; a table with fewer is small whatever it looks like. */
const MANY_DEAD = 50_000;
/** Postgres stops writing at two thousand million. */
const OLD_XID = 1_000_000_000;
export function checkPartitions({ daysAhead, strays }) {
    const seen = `${counted(Math.floor(daysAhead), 'day')} ahead`;
    const todo = 'see why upkeep does not make them: a worker has to run, and may create tables';
    if (daysAhead < NO_DAYS) {
        return fail('partitions', seen, todo);
    }
    if (strays.length > 0) {
        return warn('partitions', `${seen}; rows in the default partition of ${strays.join(', ')}`, 'rows came when their week had no partition: they are purged by row; look at the log for what kept upkeep');
    }
    return daysAhead < FEW_DAYS ? warn('partitions', seen, todo) : ok('partitions', seen);
}
export function checkUpkeep(upkeep) {
    const todo = 'a worker does it every ten minutes: see that one runs, and its log for "upkeep failed"';
    if (!upkeep) {
        return warn('retention', 'no worker has looked yet', todo);
    }
    const seen = `last looked after ${ageOf(upkeep.ageSeconds)} ago`;
    if (upkeep.ageSeconds > LATE_SECONDS) {
        return (upkeep.ageSeconds > ABANDONED_SECONDS ? fail : warn)('retention', seen, todo);
    }
    return upkeep.held.length > 0
        ? warn('retention', `${seen}; kept for open executions or dead letters: ${upkeep.held.join(', ')}`, 'replay or discard old dead letters, cancel executions that never end; their weeks go then')
        : ok('retention', seen);
}
export function checkAuditLog({ audit: { size, waitingSeconds, refused } }) {
    const seen = `${counted(size, 'entry', 'entries')} in order`;
    if (refused > 0) {
        return fail('audit log', `${seen}; ${counted(refused, 'row')} that Signet did not write`, 'see who can write to the database, and "signet audit verify"');
    }
    return waitingSeconds > LATE_AUDIT_SECONDS
        ? warn('audit log', `${seen}; one has waited ${ageOf(waitingSeconds)}`, 'a worker puts it in order each second, unless a transaction stays open: look at pg_stat_activity')
        : ok('audit log', seen);
}
export function checkSize({ size }) {
    const largest = size.tables.toSorted((one, other) => other.bytes - one.bytes).slice(0, 3);
    const shown = largest.map(({ table, bytes }) => `${table} ${bytesOf(bytes)}`).join(', ');
    return ok('size', `${bytesOf(size.databaseBytes)}: ${shown}`);
}
export function checkVacuum({ enabled, oldestXid, tables }) {
    const off = tables.filter((table) => !table.enabled).map(({ table }) => table);
    if (!enabled || off.length > 0) {
        return fail('autovacuum', enabled ? `off for ${off.join(', ')}` : 'off', 'turn it on: without it claims get slower by the day, and Postgres stops in the end');
    }
    if (oldestXid > OLD_XID) {
        return fail('autovacuum', `oldest row is ${oldestXid} transactions old`, 'find what holds vacuum back, now');
    }
    const behind = tables.filter(({ live, dead }) => dead > Math.max(MANY_DEAD, 2 * live));
    const seen = behind.map(({ table, dead }) => `${table} has ${dead} dead rows`).join(', ');
    return behind.length > 0
        ? warn('autovacuum', seen, 'look for a transaction that stays open (pg_stat_activity), or a replication slot')
        : ok('autovacuum', 'keeps up');
}
function ageOf(seconds) {
    return seconds < 120 ? counted(Math.round(seconds), 'second') : counted(Math.round(seconds / 60), 'minute');
}
function bytesOf(bytes) {
    return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
//# sourceMappingURL=growth.js.map