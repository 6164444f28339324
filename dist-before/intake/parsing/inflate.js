import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
/** Largest body we unpack; a sender that needs more sends it unpacked, where the size cap of the door counts it. */
export const MAX_INFLATED_BYTES = 4 * 1024 * 1024;
const MAX_LAYERS = 2;
const UNPACKERS = new Map([
    ['gzip', gunzipSync],
    ['x-gzip', gunzipSync],
    ['deflate', inflateSync],
    ['br', brotliDecompressSync],
    ['identity', (bytes) => bytes],
]);
/**
 * Undoes `Content-Encoding` (RFC 9110 section 8.4: codings are listed in the order applied), after the sender is proven.
 * Null when a coding is unknown, the data is broken, more than two layers deep or larger than `maxBytes`.
 */
export function inflate(bytes, contentEncoding, maxBytes = MAX_INFLATED_BYTES) {
    const codings = contentEncoding
        .split(',')
        .map((coding) => coding.trim().toLowerCase())
        .filter((coding) => coding !== '');
    if (codings.length > MAX_LAYERS) {
        return null;
    }
    let unpacked = bytes;
    for (const coding of codings.reverse()) {
        const unpack = UNPACKERS.get(coding);
        if (unpack === undefined) {
            return null;
        }
        try {
            unpacked = unpack(unpacked, { maxOutputLength: maxBytes });
        }
        catch {
            return null;
        }
    }
    return unpacked;
}
//# sourceMappingURL=inflate.js.map