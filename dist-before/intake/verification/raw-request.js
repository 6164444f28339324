/** Every line of the header, in order; `name` is lower case. */
export function headerLines(rawHeaders, name) {
    const lines = [];
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
        if (isNamed(rawHeaders[at], name)) {
            lines.push(rawHeaders[at + 1]);
        }
    }
    return lines;
}
/** Node joins or drops repeated lines without a word, so repetition is looked for in the raw list. */
export function firstHeader(rawHeaders, name) {
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
        if (isNamed(rawHeaders[at], name)) {
            return rawHeaders[at + 1];
        }
    }
    return undefined;
}
export function isNamed(header, name) {
    return header.length === name.length && (header === name || header.toLowerCase() === name);
}
//# sourceMappingURL=raw-request.js.map