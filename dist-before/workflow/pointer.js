/** Places in a document, as JSON pointers (RFC 6901). */
/** `pointer(['tasks', 0])` is `/tasks/0`; `base` goes in front. */
export function pointer(segments, base = '') {
    return segments.reduce((path, segment) => `${path}/${escape(String(segment))}`, base);
}
/** The way a person writes it: `tasks[0].set`. */
export function readablePath(place) {
    let path = '';
    for (const segment of segmentsOf(place)) {
        path += /^\d+$/.test(segment) ? `[${segment}]` : `${path === '' ? '' : '.'}${segment}`;
    }
    return path;
}
export function parentOf(place) {
    return place.slice(0, Math.max(0, place.lastIndexOf('/')));
}
export function segmentsOf(place) {
    return place
        .split('/')
        .slice(1)
        .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}
function escape(segment) {
    return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}
//# sourceMappingURL=pointer.js.map