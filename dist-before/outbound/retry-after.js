/** Longest pause a target may ask for. */
const LONGEST_SECONDS = 24 * 60 * 60;
/** Seconds asked for by a `Retry-After` header, a number or a date (RFC 9110, section 10.2.3); null when it asks nothing. */
export function readRetryAfter(value, now) {
    if (value === undefined) {
        return null;
    }
    const seconds = /^\s*\d+\s*$/.test(value) ? Number(value) : (Date.parse(value) - now.getTime()) / 1000;
    return Number.isNaN(seconds) ? null : Math.min(Math.max(Math.ceil(seconds), 0), LONGEST_SECONDS);
}
//# sourceMappingURL=retry-after.js.map