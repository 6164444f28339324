const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
/** Undefined for what is no RFC 3339 text, such as a time without its zone. */
export function parseInstant(text) {
    const at = new Date(INSTANT.test(text) ? text : Number.NaN);
    return Number.isNaN(at.getTime()) ? undefined : at;
}
//# sourceMappingURL=instant.js.map