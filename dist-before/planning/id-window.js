/** The largest UUIDv7 (RFC 9562 section 5.7) of so many milliseconds after another. */
export function lastIdAfter(id, milliseconds) {
    const at = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) + milliseconds;
    return lastIdAt(at);
}
/** The smallest UUIDv7 of a time in epoch milliseconds. */
export function firstIdAt(at) {
    const hex = hexOf(at);
    return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
/** The largest one. */
export function lastIdAt(at) {
    const hex = hexOf(at);
    return `${hex.slice(0, 8)}-${hex.slice(8)}-7fff-bfff-ffffffffffff`;
}
function hexOf(at) {
    return Math.max(0, Math.floor(at)).toString(16).padStart(12, '0');
}
//# sourceMappingURL=id-window.js.map