import { createHash } from 'node:crypto';
/** UUIDv8 (RFC 9562 section 5.8) from a name: what is rendered again draws the same ids. */
export function stableUuid(name) {
    const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
//# sourceMappingURL=stable-uuid.js.map