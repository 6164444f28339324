import { LedgerUnavailable } from '../errors/errors.js';
/** SQLSTATE classes of a server that is away, full, shutting down or too slow. */
const AWAY_STATES = /^(08|53|57|58)/;
const AWAY_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND']);
const AWAY_MESSAGES = /timeout exceeded when trying to connect|connection terminated|client has encountered a connection error/i;
/** SQLSTATE of whatever Postgres said, through TypeORM's wrapping or not; undefined when the connection failed. */
export function sqlState(error) {
    const driver = error.driverError ?? error;
    const code = driver.code;
    return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
/** The row is at fault, not the server: data exception, constraint, or a value too large. */
export function isDataFault(error) {
    const state = sqlState(error);
    return state !== undefined && /^(22|23|54)/.test(state);
}
/**
 * The item is at fault, or what this program makes of it: the same will fail again, and others need not fail with it. No
 * server and no wire brings about the errors that the language has for mistakes.
 */
export function isItemFault(error) {
    return (isDataFault(error) ||
        error instanceof TypeError ||
        error instanceof RangeError ||
        error instanceof ReferenceError);
}
/**
 * Postgres lives and had no room, no means or no time for a statement, or it waited in a circle: nothing of its transaction
 * was kept, so that the same may be tried again. Not so when it panicked in a commit: what it kept then is known after its recovery.
 */
export function isRefusedForNow(error) {
    const driver = error.driverError ?? error;
    const { severity } = driver;
    return severity === 'ERROR' && /^(53|58|XX|40P01|57014)/.test(sqlState(error) ?? '');
}
/** Postgres did not answer, or had no room, no means or no time to. */
export function isAway(error) {
    const state = sqlState(error);
    const { code, message } = error;
    return ((state !== undefined && AWAY_STATES.test(state)) ||
        (typeof code === 'string' && AWAY_CODES.has(code)) ||
        (typeof message === 'string' && AWAY_MESSAGES.test(message)));
}
/** Turns everything that is not a fault in the data into LedgerUnavailable. */
export function asLedgerFault(error) {
    return isDataFault(error)
        ? error
        : new LedgerUnavailable('the ledger did not answer', {}, { cause: error });
}
/** Somebody else has the lock for longer than we were ready to wait, or would wait for us. */
export function isLockFault(error) {
    return ['55P03', '40P01'].includes(sqlState(error) ?? '');
}
//# sourceMappingURL=faults.js.map