/** Reading of a document that may not be what it should be: a part of the wrong kind reads as empty. */
export function rawMap(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
export function rawList(value) {
    return Array.isArray(value) ? value : [];
}
export function rawText(value) {
    return typeof value === 'string' ? value : undefined;
}
//# sourceMappingURL=raw.js.map