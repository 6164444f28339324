const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const SAMPLED = 1;
/** Null for what is missing or malformed: it is as if it had not been sent. Of later versions, what version 00 knows is read. */
export function readTraceparent(text) {
    const [, version, traceId = '', spanId = '', flags = '', more] = FORM.exec(text ?? '') ?? [];
    const isZero = /^0*$/.test(traceId) || /^0*$/.test(spanId);
    if (version === undefined || version === 'ff' || isZero || (version === '00' && more !== undefined)) {
        return null;
    }
    return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & SAMPLED, isRemote: true };
}
export function writeTraceparent({ traceId, spanId, traceFlags }) {
    return `00-${traceId}-${spanId}-0${traceFlags & SAMPLED}`;
}
export function isSampled({ traceFlags }) {
    return (traceFlags & SAMPLED) === SAMPLED;
}
//# sourceMappingURL=trace-parent.js.map