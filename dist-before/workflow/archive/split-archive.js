/** Longest archive, in bytes. */
export const MAX_ARCHIVE_BYTES = 8 * 1024 * 1024;
/** Most documents of one. */
export const MAX_ARCHIVED = 1000;
/**
 * The documents of a YAML stream, each as it stands there; what is comments alone is none. Only the marks between them are
 * looked at, which YAML allows nowhere inside of a document (YAML 1.2.2, rule 206, c-forbidden), so that each can be read by
 * itself, within its own bounds. Stops after one document more than an archive may have.
 */
export function splitArchive(stream) {
    const parts = [];
    const add = (start, end, line) => {
        const text = stream.slice(start, end);
        if (CONTENT.test(text)) {
            parts.push({ text, line });
        }
    };
    let start = stream.startsWith('\uFEFF') ? 1 : 0;
    let line = 1;
    for (const { 0: mark, 1: bare, index } of stream.matchAll(MARK)) {
        add(start, index, line);
        if (parts.length > MAX_ARCHIVED) {
            return parts;
        }
        // What stands on the line of a mark is of the document it begins.
        const next = bare === undefined ? index : index + mark.length;
        line += lineEnds(stream, start, next);
        start = next;
    }
    add(start, undefined, line);
    return parts;
}
/** At the start of a line, and then the rest of it if that is nothing. No `m`: its lines end where those of YAML do not. */
const MARK = /(?<![^\n])---(?=[ \t\r\n]|$)([ \t]*(?:#.*)?\r?(?:\n|$))?/g;
const CONTENT = /(?:^|\n)[ \t\r]*[^\s#]/;
function lineEnds(text, start, end) {
    let count = 0;
    for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
        count += 1;
    }
    return count;
}
//# sourceMappingURL=split-archive.js.map