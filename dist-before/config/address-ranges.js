import ipaddr from 'ipaddr.js';
/** Whether text is a list of addresses and CIDR ranges separated by commas, all of them readable. */
export function isRangeList(text) {
    return (typeof text === 'string' && text.split(',').every((item) => item.trim() === '' || isRange(item.trim())));
}
/** Dotted IPv4 in full or IPv6 without a zone, alone or with a prefix length. */
function isRange(text) {
    const [host = '', length, ...rest] = text.split('/');
    const isAddress = ipaddr.IPv4.isValidFourPartDecimal(host) ||
        (host.includes(':') && !host.includes('%') && ipaddr.IPv6.isValid(host));
    if (!isAddress || rest.length > 0) {
        return false;
    }
    const isMapped = host.includes(':') && ipaddr.IPv6.parse(host).isIPv4MappedAddress();
    const least = isMapped ? 96 : 0;
    const most = host.includes(':') ? 128 : 32;
    return (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) >= least && Number(length) <= most));
}
//# sourceMappingURL=address-ranges.js.map