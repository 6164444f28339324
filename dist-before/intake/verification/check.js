export const PASSED = {};
export function refuse(refused) {
    return { refused };
}
/** Nothing usable stood where a locator points: repeated, unreadable, or simply not there. */
export function refuseUnread(read, absent) {
    return refuse(unreadReason(read, absent));
}
export function unreadReason(read, absent) {
    if (read === null) {
        return absent;
    }
    return read.fault === 'duplicate' ? 'duplicate_header' : 'malformed_body';
}
//# sourceMappingURL=check.js.map