export function isTruncated(output) {
    const mark = output;
    return mark?.truncated === true && typeof mark.bytes === 'number' && Object.keys(mark).length === 2;
}
const texts = new WeakMap();
/** As JSON, made once: an output is measured, then written, and not changed in between. */
export function textOf(output) {
    if (output === null || output === undefined) {
        return null;
    }
    if (typeof output !== 'object') {
        return JSON.stringify(output) ?? null;
    }
    const known = texts.get(output);
    if (known !== undefined) {
        return known;
    }
    const text = JSON.stringify(output);
    texts.set(output, text);
    return text;
}
/** As JSON, in UTF-8; nothing takes no room. */
export function bytesOf(output) {
    return Buffer.byteLength(textOf(output) ?? '');
}
//# sourceMappingURL=truncated-output.js.map