import { parseJson } from './json.js';
/** Parses JSON lines: one JSON text per line (LF or CRLF), blank lines skipped. One bad line fails the whole body. */
export function parseJsonLines(bytes) {
    const values = [];
    let start = 0;
    while (start < bytes.length) {
        const newline = bytes.indexOf(0x0a, start);
        const end = newline === -1 ? bytes.length : newline;
        const line = bytes.subarray(start, end);
        if (!isBlank(line)) {
            const parsed = parseJson(line);
            if (!parsed.ok) {
                return parsed;
            }
            values.push(parsed.value);
        }
        start = end + 1;
    }
    return values.length > 0 ? { ok: true, value: values } : { ok: false, fault: 'not_json' };
}
function isBlank(line) {
    return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
//# sourceMappingURL=json-lines.js.map