import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Token Nest injects the logger under. */
export const LOGGER = Symbol('LOGGER');

/** JSON lines on stdout. ERROR wakes someone, a retry is INFO, a dead letter is WARN; bodies and secrets never. */
export function createLogger(level: string, role: string): Logger {
  return pino({ level, base: { role }, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'message' });
}
