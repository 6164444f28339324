/** Dials checked addresses only: the address that is checked is the address that is dialled. */
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';

import { TargetAddressRefused } from '../errors/errors.js';
import type { AddressPolicy } from './address-policy.js';

/** All addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly { address: string; family: number }[]>;

/**
 * A connector for undici. Names are resolved once, refused addresses dropped, and the rest handed to the socket, so a
 * name that answers differently a moment later (DNS rebinding) gains nothing. A literal address skips the lookup
 * (Node does), so the socket's peer is checked again before a byte is written.
 */
export function guardedConnector(
  policy: AddressPolicy,
  resolve: Resolve,
  { timeoutMs, ca }: { readonly timeoutMs: number; readonly ca?: string | undefined },
): buildConnector.connector {
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
      } else if (policy.isAllowed(socket.remoteAddress ?? '')) {
        callback(null, socket);
      } else {
        socket.destroy();
        callback(refused(options.hostname), null);
      }
    });
  };
}

/** What a refused host looks like to the caller: the name, never what it resolved to inside our network. */
export function refused(hostname: string): TargetAddressRefused {
  return new TargetAddressRefused('this address is not called from here; OUTBOUND_ALLOW lists exceptions', {
    host: hostname,
  });
}

function guardedLookup(policy: AddressPolicy, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    const answer = async (): Promise<void> => {
      const found = await findAllowed(policy, resolve, hostname);
      if (found instanceof Error) {
        callback(found, '', 0);
      } else if (options.all === true) {
        callback(null, found);
      } else {
        callback(null, found[0]!.address, found[0]!.family);
      }
    };
    void answer();
  };
}

/** At least one address, or why there is none. */
async function findAllowed(
  policy: AddressPolicy,
  resolve: Resolve,
  hostname: string,
): Promise<{ address: string; family: number }[] | Error> {
  try {
    const addresses = (await resolve(hostname)).filter(({ address }) => policy.isAllowed(address));
    return addresses.length > 0 ? addresses : refused(hostname);
  } catch (error) {
    return error instanceof Error ? error : new Error('the name could not be resolved', { cause: error });
  }
}
