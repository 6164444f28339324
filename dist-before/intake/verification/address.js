import ipaddr from 'ipaddr.js';
import { InvalidRequest } from '../../errors/errors.js';
/**
 * Makes a list of addresses and ranges ready (`203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`). IPv4 inside IPv6
 * (`::ffff:203.0.113.7`) counts as IPv4. Throws InvalidRequest naming an entry that is neither. An empty list holds nobody.
 */
export function compileAllowList(cidrs) {
    const ranges = cidrs.map(parseRange);
    return (text) => {
        const address = parseAddress(text);
        return address !== null && ranges.some((range) => isWithin(address, range));
    };
}
/**
 * The address a request came from. The socket's other end, unless that is a trusted proxy: then `X-Forwarded-For` is
 * read from the right, while the hop that wrote an entry is trusted. Null when such an entry is no address: who it was
 * cannot be told then. Lines of the header are given in the order received.
 */
export function clientAddress(socketAddress, xForwardedFor, trustedProxies) {
    const hops = xForwardedFor.flatMap((line) => line.split(',')).map((hop) => hop.trim());
    let address = parseAddress(socketAddress);
    while (address !== null && hops.length > 0 && trustedProxies(address.toString())) {
        address = parseAddress(hops.pop());
    }
    return address === null ? null : address.toString();
}
function parseRange(text) {
    const [host = '', length, ...rest] = text.trim().split('/');
    const base = parseAddress(host);
    const mapped = base !== null && base.kind() === 'ipv4' && host.includes(':') ? 96 : 0;
    const width = base?.kind() === 'ipv4' ? 32 : 128;
    const bits = length === undefined ? width : /^\d{1,3}$/.test(length) ? Number(length) - mapped : -1;
    if (base === null || rest.length > 0 || bits < 0 || bits > width) {
        throw new InvalidRequest(`"${text}" is neither an address nor a range such as 203.0.113.0/24`, {
            range: text,
        });
    }
    return { base, bits };
}
function isWithin(address, range) {
    return address.kind() === range.base.kind() && address.match(range.base, range.bits);
}
/** Dotted IPv4 in full, or IPv6 without a zone: short and octal forms are read differently elsewhere, so they are not read. */
function parseAddress(text) {
    const isReadable = ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(':') && ipaddr.IPv6.isValid(text));
    return isReadable && !text.includes('%') ? ipaddr.process(text) : null;
}
//# sourceMappingURL=address.js.map