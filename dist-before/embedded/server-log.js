import { readFile, rename } from 'node:fs/promises';
/** Moves the last run's log to `<file>.1`, so that a log file holds one run. */
export async function rotateLog(file) {
    await rename(file, `${file}.1`).catch(() => undefined);
}
/** The end of a log, for the message of a failed start. */
export async function logTail(file, lines = 8) {
    const log = await readFile(file, 'utf8').catch(() => '');
    return log.trimEnd().split('\n').slice(-lines).join('\n');
}
//# sourceMappingURL=server-log.js.map