/** The stamp calls carry, so that what they bring on can be known when it comes back as an event. */
import { createHmac, timingSafeEqual } from 'node:crypto';
/** Header of calls, and of deliveries, that carries a stamp. */
export const CAUSE_HEADER = 'signet-cause';
const PREFIX = 'sc1';
const UUID_BYTES = 16;
const BYTES_KEPT = 16;
/** Depth, and seconds since 1970. */
const HEAD_BYTES = 1 + 6;
const LONGEST = 4096;
const VALID_MS = 86_400_000;
/** `sc1.CONTENT.MAC`: depth, time, execution and lineage, and the HMAC-SHA256 of it for the place, cut to 16 bytes. */
export function makeStamp(key, { execution, depth, lineage }, place, now) {
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt8(Math.min(depth, 255), 0);
    head.writeUIntBE(Math.floor(now.getTime() / 1000), 1, 6);
    const content = Buffer.concat([head, ...[execution, ...lineage].map(bytesOf)]).toString('base64url');
    return `${PREFIX}.${content}.${macOf(key, content, place).toString('base64url')}`;
}
/** Null for whatever was not made with this key, for this place, within a day. */
export function readStamp(key, text, place, now) {
    const [prefix, content, mac, ...more] = text.length > LONGEST ? [] : text.split('.');
    if (prefix !== PREFIX || content === undefined || mac === undefined || more.length > 0) {
        return null;
    }
    const given = Buffer.from(mac, 'base64url');
    if (given.length !== BYTES_KEPT || !timingSafeEqual(given, macOf(key, content, place))) {
        return null;
    }
    const bytes = Buffer.from(content, 'base64url');
    const age = now.getTime() - bytes.readUIntBE(1, 6) * 1000;
    if (Math.abs(age) > VALID_MS) {
        return null;
    }
    const [execution, ...lineage] = uuidsOf(bytes.subarray(HEAD_BYTES));
    return { execution: execution, depth: bytes.readUInt8(0), lineage };
}
function macOf(key, content, { tenant, environment }) {
    return createHmac('sha256', key)
        .update(JSON.stringify([tenant, environment, content]))
        .digest()
        .subarray(0, BYTES_KEPT);
}
const bytesOf = (uuid) => Buffer.from(uuid.replaceAll('-', ''), 'hex');
function uuidsOf(bytes) {
    return Array.from({ length: bytes.length / UUID_BYTES }, (_, index) => bytes
        .toString('hex', index * UUID_BYTES, (index + 1) * UUID_BYTES)
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
}
//# sourceMappingURL=cause-stamp.js.map