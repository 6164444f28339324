/** How deep JSON is nested, told from its bytes before anything recurses into it. */
/** Arrays and objects inside each other beyond this are not parsed: recursive code behind us must not overflow. */
export const MAX_JSON_DEPTH = 100;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
/** Whether a document is nested deeper than `limit`, told before anything recurses into it. */
export function isDeeperThan(bytes, limit) {
    return countMembers(bytes, limit) === null;
}
/**
 * Counts brackets and colons outside strings, so that a hostile document is refused before anything recurses into it. Of a
 * JSON text the colons are as many as the members that it writes down; null when it is nested deeper than `limit`.
 */
export function countMembers(bytes, limit) {
    let colons = 0;
    let depth = 0;
    let inString = false;
    for (let at = 0; at < bytes.length; at += 1) {
        const byte = bytes[at];
        if (inString) {
            if (byte === BACKSLASH) {
                at += 1;
            }
            else if (byte === QUOTE) {
                inString = false;
            }
        }
        else if (byte === QUOTE) {
            inString = true;
        }
        else if (byte === COLON) {
            colons += 1;
        }
        else if (byte === 0x7b || byte === 0x5b) {
            depth += 1;
            if (depth > limit) {
                return null;
            }
        }
        else if (byte === 0x7d || byte === 0x5d) {
            depth -= 1;
        }
    }
    return colons;
}
//# sourceMappingURL=json-depth.js.map