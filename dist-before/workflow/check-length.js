import { parseDuration } from './duration.js';
import { rawText } from './raw.js';
export const DAY_MS = 86_400_000;
/** Reports a length of time that is nothing or too much; what is none is told by the schema. */
export function checkLength(text, place, longestMs, report) {
    const ms = parseDuration(rawText(text) ?? '');
    if (ms !== undefined && (ms < 1 || ms > longestMs)) {
        report.fault(place, `must be more than nothing and at most ${longestMs / DAY_MS}d`);
    }
}
//# sourceMappingURL=check-length.js.map