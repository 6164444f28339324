import { buildConnector } from 'undici';
import { TargetAddressRefused } from '../errors/errors.js';
/**
 * A connector for undici. Names are resolved once, refused addresses dropped, and the rest handed to the socket, so a
 * name that answers differently a moment later (DNS rebinding) gains nothing. A literal address skips the lookup
 * (Node does), so the socket's peer is checked again before a byte is written.
 */
export function guardedConnector(policy, resolve, { timeoutMs, ca }) {
    const connect = buildConnector({
        lookup: guardedLookup(policy, resolve),
        timeout: timeoutMs,
        allowH2: false,
        autoSelectFamily: true,
        ...(ca === undefined ? {} : { ca }),
    });
    return (options, callback) => {
        connect(options, (...[error, socket]) => {
            if (error !== null) {
                callback(error, null);
            }
            else if (policy.isAllowed(socket.remoteAddress ?? '')) {
                callback(null, socket);
            }
            else {
                socket.destroy();
                callback(refused(options.hostname), null);
            }
        });
    };
}
/** What a refused host looks like to the caller: the name, never what it resolved to inside our network. */
export function refused(hostname) {
    return new TargetAddressRefused('this address is not called from here; OUTBOUND_ALLOW lists exceptions', {
        host: hostname,
    });
}
function guardedLookup(policy, resolve) {
    return (hostname, options, callback) => {
        const answer = async () => {
            const found = await findAllowed(policy, resolve, hostname);
            if (found instanceof Error) {
                callback(found, '', 0);
            }
            else if (options.all === true) {
                callback(null, found);
            }
            else {
                callback(null, found[0].address, found[0].family);
            }
        };
        void answer();
    };
}
/** At least one address, or why there is none. */
async function findAllowed(policy, resolve, hostname) {
    try {
        const addresses = (await resolve(hostname)).filter(({ address }) => policy.isAllowed(address));
        return addresses.length > 0 ? addresses : refused(hostname);
    }
    catch (error) {
        return error instanceof Error ? error : new Error('the name could not be resolved', { cause: error });
    }
}
//# sourceMappingURL=guarded-connector.js.map