/**
 * Decoders that take the canonical form only. Node's own skip what they do not understand, which lets many texts stand
 * for the same bytes.
 */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const BASE64URL = /^[A-Za-z0-9_-]*$/;
const HEX = /^(?:[0-9a-fA-F]{2})+$/;
/** Standard base64 with padding (RFC 4648 section 4), or null. */
export function decodeBase64(text) {
    if (!BASE64.test(text)) {
        return null;
    }
    const bytes = Buffer.from(text, 'base64');
    return bytes.toString('base64') === text ? bytes : null;
}
/** base64url without padding (RFC 7515 section 2), or null. An empty text is no bytes. */
export function decodeBase64Url(text) {
    if (!BASE64URL.test(text)) {
        return null;
    }
    const bytes = Buffer.from(text, 'base64url');
    return bytes.toString('base64url') === text ? bytes : null;
}
/** Hexadecimal of either case, at least one byte, or null. For keys as operators paste them, not for signatures. */
export function decodeHex(text) {
    return HEX.test(text) ? Buffer.from(text, 'hex') : null;
}
//# sourceMappingURL=strict-encoding.js.map