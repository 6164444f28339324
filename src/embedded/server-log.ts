import { readFile, rename } from 'node:fs/promises';

/** Moves the last run's log to `<file>.1`, so that a log file holds one run. */
export async function rotateLog(file: string): Promise<void> {
  await rename(file, `${file}.1`).catch(() => undefined);
}

/** The end of a log, for the message of a failed start. */
export async function logTail(file: string, lines = 8): Promise<string> {
  const log = await readFile(file, 'utf8').catch(() => '');
  return log.trimEnd().split('\n').slice(-lines).join('\n');
}
