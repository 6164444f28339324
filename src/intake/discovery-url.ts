import type { KeySource } from './verification/key-sets.js';

/**
 * Address of an issuer's metadata. OpenID Connect Discovery 1.0 section 4 puts the well-known part behind the issuer's
 * path, the Shared Signals Framework 1.0 section 7.2 (like RFC 8414) between host and path.
 */
export function discoveryUrl({ issuer, metadata }: Extract<KeySource, { metadata: string }>): string {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  const wellKnown = `/.well-known/${metadata}`;
  return origin + (metadata === 'openid-configuration' ? path + wellKnown : wellKnown + path);
}
