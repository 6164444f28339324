const DIGITS = /^[0-9]{1,16}$/;
const ISO = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
/** Milliseconds since 1970 of a timestamp in the unit the profile fixes, or null. The unit is never guessed. */
export function parseTimestamp(text, unit) {
    if (unit === 'iso') {
        return parseIso(text);
    }
    if (!DIGITS.test(text)) {
        return null;
    }
    return unit === 's' ? Number(text) * 1000 : Number(text);
}
/** Whether a moment lies within the window, edges included; the reason when not. Windows are in seconds. */
export function windowFault(at, now, window) {
    const clock = now.getTime();
    // A stamp in whole seconds is compared with whole seconds, else the edge would be a fraction narrower.
    const current = window.unit === 's' ? Math.floor(clock / 1000) * 1000 : clock;
    if (at < current - window.past * 1000) {
        return 'timestamp_too_old';
    }
    return at > current + window.future * 1000 ? 'timestamp_too_new' : null;
}
/** A date and time of RFC 3339 with its offset; days that do not exist are refused (Date.parse would roll them over). */
export function parseIso(text) {
    const match = ISO.exec(text);
    const at = match === null ? Number.NaN : Date.parse(text);
    if (match === null || Number.isNaN(at)) {
        return null;
    }
    const midnight = new Date(`${match[1]}T00:00:00Z`);
    return midnight.toISOString().startsWith(match[1]) ? at : null;
}
//# sourceMappingURL=timestamp.js.map