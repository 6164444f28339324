/** Which addresses Signet dials for somebody else. Pure. */
import ipaddr from 'ipaddr.js';
import { ConfigInvalid } from '../errors/errors.js';
/** Globally routed addresses of a cloud that answer only its own machines (Azure's platform address). */
const METADATA = [ipaddr.parseCIDR('168.63.129.16/32')];
/** The only part of IPv6 handed out for the public internet (RFC 4291, section 2.4). */
const GLOBAL_V6 = ipaddr.parseCIDR('2000::/3');
/** Inside it, newer than the tables of ipaddr.js: documentation (RFC 9637). */
const RESERVED_V6 = [ipaddr.parseCIDR('3fff::/20')];
/**
 * Allows public unicast addresses, and ranges the operator listed; refuses everything else: private, loopback,
 * link-local, shared, multicast, reserved, and IPv6 addresses that carry an IPv4 address (mapped, NAT64, 6to4, Teredo).
 */
export class AddressPolicy {
    allowed;
    /** `allow` holds CIDR ranges or single addresses; throws ConfigInvalid naming those that are neither. */
    constructor(allow) {
        const faults = allow.filter((text) => !isRange(text));
        if (faults.length > 0) {
            throw new ConfigInvalid(faults.map((text) => `OUTBOUND_ALLOW: ${text} is not a CIDR range`));
        }
        this.allowed = allow.map(toRange);
    }
    /** Whether an address, as text, may be dialled. What is no address may not. */
    isAllowed(text) {
        const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
        if (!ipaddr.isValid(bare) || bare.includes('%')) {
            return false;
        }
        const address = ipaddr.parse(bare);
        return isIn(address, this.allowed) || isPublic(address);
    }
}
function isPublic(address) {
    if (address.range() !== 'unicast' || isIn(address, METADATA)) {
        return false;
    }
    return address.kind() === 'ipv4' || (isIn(address, [GLOBAL_V6]) && !isIn(address, RESERVED_V6));
}
function isIn(address, ranges) {
    return ranges.some(([start, bits]) => start.kind() === address.kind() && address.match(start, bits));
}
function isRange(text) {
    return ipaddr.isValidCIDR(text) || ipaddr.isValid(text);
}
function toRange(text) {
    if (ipaddr.isValidCIDR(text)) {
        return ipaddr.parseCIDR(text);
    }
    const address = ipaddr.parse(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
}
//# sourceMappingURL=address-policy.js.map