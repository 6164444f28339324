const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const SHORT = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;
const SHORT_PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;
const ISO = /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const LONGEST_TEXT = 40;
/** The same texts that `parseDuration` takes, as a pattern for a JSON Schema. */
export const DURATION_PATTERN = '^(?=.{2,40}$)(?:(?:\\d+(?:\\.\\d+)?(?:ms|s|m|h|d))+|' +
    'P(?=.)(?:\\d+(?:\\.\\d+)?D)?(?:T(?=.)(?:\\d+(?:\\.\\d+)?H)?(?:\\d+(?:\\.\\d+)?M)?(?:\\d+(?:\\.\\d+)?S)?)?)$';
/**
 * Milliseconds of `500ms`, `10s`, `1h30m`, `1d` or an ISO 8601 duration of days and time (`PT5M`, `P1DT12H`);
 * undefined when the text is neither. Years, months and weeks have no fixed length here and are not taken.
 */
export function parseDuration(text) {
    if (text.length === 0 || text.length > LONGEST_TEXT) {
        return undefined;
    }
    const total = SHORT.test(text) ? shortMs(text) : isoMs(text);
    return total === undefined || !Number.isSafeInteger(Math.round(total)) ? undefined : Math.round(total);
}
/** The way a length of time is written in a result: `300s`, `0.5s`, `-90s`. */
export function formatDuration(ms) {
    return `${ms / 1000}s`;
}
/** The way a person writes a length of time: `500ms`, `1h30m`, `1d`. */
export function durationText(ms) {
    let left = ms;
    const parts = Object.entries(UNIT_MS)
        .toReversed()
        .map(([unit, size]) => {
        const amount = Math.floor(left / size);
        left -= amount * size;
        return amount === 0 ? '' : `${amount}${unit}`;
    });
    return parts.join('') || '0s';
}
function shortMs(text) {
    let total = 0;
    for (const [, amount, unit] of text.matchAll(SHORT_PART)) {
        total += Number(amount) * UNIT_MS[unit];
    }
    return total;
}
function isoMs(text) {
    const match = ISO.exec(text);
    if (!match) {
        return undefined;
    }
    const parts = match.slice(1);
    if (parts.every((part) => part === undefined) || text.endsWith('T')) {
        return undefined;
    }
    const units = ['d', 'h', 'm', 's'];
    return parts.reduce((total, part, index) => total + Number(part ?? 0) * UNIT_MS[units[index]], 0);
}
//# sourceMappingURL=duration.js.map