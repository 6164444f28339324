import { clientAddress, compileAllowList } from './verification/address.js';
import { headerLines } from './verification/raw-request.js';
/** Senders keep connections open and come again: so many addresses are remembered as they read. */
const CAPACITY = 10_000;
/** Tells which address a request came from, proxies in front of us looked through. */
export class ClientAddresses {
    trusted;
    hasProxies;
    direct = new Map();
    constructor(trustedProxies) {
        this.trusted = compileAllowList(trustedProxies);
        this.hasProxies = trustedProxies.length > 0;
    }
    /** Null when it cannot be told. */
    of(request) {
        const forwarded = this.hasProxies ? headerLines(request.rawHeaders, 'x-forwarded-for') : [];
        return forwarded.length > 0
            ? clientAddress(request.remoteAddress, forwarded, this.trusted)
            : this.ofSocket(request.remoteAddress);
    }
    ofSocket(address) {
        let read = this.direct.get(address);
        if (read === undefined) {
            read = clientAddress(address, [], this.trusted);
            if (this.direct.size >= CAPACITY) {
                this.direct.clear();
            }
            this.direct.set(address, read);
        }
        return read;
    }
}
//# sourceMappingURL=client-addresses.js.map