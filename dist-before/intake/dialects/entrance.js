/** Token of all entrances there are. */
export const ENTRANCES = Symbol('ENTRANCES');
/** A segment of a path as it is meant; null for what is no text in percent encoding. */
export function decodeSegment(segment) {
    try {
        return decodeURIComponent(segment);
    }
    catch {
        return null;
    }
}
//# sourceMappingURL=entrance.js.map