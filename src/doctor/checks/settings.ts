import type { Misspelt } from '../../config/misspelt.js';
import type { LedgerFacts, StreetFacts } from '../facts.js';
import { fail, type Finding, ok, warn } from '../finding.js';

export function checkKey({ key, keys }: LedgerFacts): Finding {
  if (key === 'wrong') {
    return fail(
      'master key',
      'it does not open what this database has sealed',
      'give the SIGNET_MASTER_KEY this database was started with, or the one that took its place; no other opens its secrets',
    );
  }
  if (keys > 1) {
    return warn(
      'master key',
      `${keys} keys open what is sealed here`,
      'once every process has the new one: signet master-key list, then signet master-key retire ID',
    );
  }
  return ok(
    'master key',
    key === 'new' ? 'nothing is sealed with any key yet' : 'it opens what is sealed here',
  );
}

export function checkPublicUrl({ publicUrl }: StreetFacts): Finding {
  if (publicUrl === null) {
    return warn(
      'public url',
      'not set: hook addresses are shown without it',
      'set PUBLIC_URL to the address senders reach you by',
    );
  }
  const { protocol, hostname, host, pathname, username, search } = new URL(publicUrl);
  if (pathname !== '/' || username !== '' || search !== '') {
    return fail(
      'public url',
      `${protocol}//${host} with a path, a user or a query`,
      'PUBLIC_URL is a scheme and a host: hooks answer right below it',
    );
  }
  if (isOfThisMachine(hostname)) {
    return warn('public url', `${protocol}//${host}`, 'senders elsewhere cannot reach it; fine on a laptop');
  }
  return protocol === 'https:'
    ? ok('public url', `${protocol}//${host}`)
    : fail('public url', `${protocol}//${host}`, 'bodies and tokens cross the street in clear: use https');
}

export function checkSpelling({ name, meant }: Misspelt): Finding {
  return warn('variables', `${name} is set and nobody reads it`, `did you mean ${meant}?`);
}

/** Signet speaks plain HTTP, so https senders come through somebody who speaks TLS for us. */
export function checkProxies({ publicUrl, trustedProxies, forwardedBy }: StreetFacts): Finding {
  const isBehindOne = publicUrl?.startsWith('https:') === true;
  if (forwardedBy !== null) {
    return warn(
      'proxies',
      `${forwardedBy} passes requests on (X-Forwarded-For) and is not trusted`,
      'if it is your proxy, name it in TRUSTED_PROXIES: until then every sender has its address',
    );
  }
  if (isBehindOne && trustedProxies.length === 0) {
    return warn(
      'proxies',
      'PUBLIC_URL is https, so a proxy is in front, and TRUSTED_PROXIES names none',
      'name it: until then every sender has its address, in the log and for IP rules and throttles',
    );
  }
  return ok('proxies', trustedProxies.length === 0 ? 'none' : `trusted: ${trustedProxies.join(', ')}`);
}

function isOfThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
