import { pino } from 'pino';
import { currentFields } from './work-context.js';
/** Token Nest injects the logger under. */
export const LOGGER = Symbol('LOGGER');
/** JSON lines on stdout, each with the ids of the work it belongs to. ERROR wakes someone, a retry is INFO, a dead letter is WARN; bodies and secrets never. */
export function createLogger(level, role) {
    return pino({
        level,
        base: { role },
        timestamp: pino.stdTimeFunctions.isoTime,
        messageKey: 'message',
        mixin: currentFields,
    });
}
//# sourceMappingURL=logger.js.map