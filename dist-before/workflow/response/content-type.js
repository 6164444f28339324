const MEDIA_TYPE = /^([a-z]+\/[a-z0-9][a-z0-9.+-]{0,100})(\s*;\s*charset=utf-8)?$/i;
const TEXT = new Set([
    'text/plain',
    'text/csv',
    'text/tab-separated-values',
    'text/markdown',
    'text/calendar',
    'text/vcard',
    'text/yaml',
    'application/yaml',
    'application/x-ndjson',
    'application/x-www-form-urlencoded',
    'application/jwt',
    'application/octet-stream',
]);
/** XML in name, and documents with scripts to a browser. */
const ACTIVE_XML = /^application\/(xhtml|xslt|svg|mathml|vnd\.mozilla\.xul|vnd\.wap)/;
/** Null for a content type that is not answered. */
export function contentKind(contentType) {
    const type = MEDIA_TYPE.exec(contentType)?.[1]?.toLowerCase() ?? '';
    if (type === 'application/json' || /^application\/.+\+json$/.test(type)) {
        return 'json';
    }
    if (type === 'application/xml' || type === 'text/xml') {
        return 'xml';
    }
    if (/^application\/.+\+xml$/.test(type)) {
        return ACTIVE_XML.test(type) ? null : 'xml';
    }
    return TEXT.has(type) ? 'text' : null;
}
/** As it goes on the wire: what has characters says which. JSON is UTF-8 in any case (RFC 8259, section 8.1). */
export function withCharset(contentType) {
    const kind = contentKind(contentType);
    return kind === 'json' || /;|^application\/octet-stream$/i.test(contentType)
        ? contentType
        : `${contentType}; charset=utf-8`;
}
const ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
};
/** All that XML 1.0 has no place for (section 2.2), halves of surrogate pairs included. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const NO_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
/** Text that means itself wherever text may stand in XML: between tags, in attributes, and in CDATA too. */
export function escapeXml(text) {
    return text.replaceAll(NO_XML, '\u{fffd}').replaceAll(/[&<>"']/g, (character) => ENTITIES[character]);
}
//# sourceMappingURL=content-type.js.map