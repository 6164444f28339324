import { behindScheme } from './auth-scheme.js';
import { indexOfMatch, sha256 } from './constant-time.js';
import { parseLocator, readText, type ReadFault, readTexts, textBytes } from './locator.js';
import type { RawRequest } from './raw-request.js';
import type { ReasonCode } from './reason.js';
import { RequestView } from './request-view.js';
import { decodeBase64 } from './strict-encoding.js';
import { unreadReason } from './check.js';

/** Where a static token stands, and the authentication scheme before it, if any. */
export interface TokenPlace {
  /** Locator, such as `header:authorization` or `query:key`. */
  from: string;
  /** `Bearer`, `Basic` (the token is then `user:password`) or any other word; without it the value is the token. */
  scheme?: string;
}

/** What a token looks like at rest: its SHA-256. Tokens are never stored in clear. */
export function tokenDigest(token: string): Buffer {
  return sha256(Buffer.from(token, 'utf8'));
}

/**
 * Checks a static token against the digests of all live ones, in constant time over all of them.
 * Gives the index of the one that matched, or the reason for refusing. Without digests nothing passes.
 */
export function verifyToken(
  request: RawRequest,
  place: TokenPlace,
  digests: readonly Buffer[],
): { secretIndex: number } | { refused: ReasonCode } {
  return compileToken(place, digests)(new RequestView(request));
}

/** `verifyToken` with the place read once. Throws RangeError on a bad locator. */
export function compileToken(
  place: TokenPlace,
  digests: readonly Buffer[],
): (view: RequestView) => { secretIndex: number } | { refused: ReasonCode } {
  const locator = parseLocator(place.from);
  const scheme = place.scheme?.toLowerCase();
  return (view) => {
    if (digests.length === 0) {
      return { refused: 'no_secret' };
    }
    const texts: string[] | null | ReadFault = readTexts(locator, view);
    if (!Array.isArray(texts)) {
      return { refused: unreadReason(texts, 'missing_token') };
    }
    let secretIndex = -1;
    for (const text of texts) {
      const token = tokenOf(textBytes(locator, text), scheme);
      secretIndex = token === null ? -1 : indexOfMatch([sha256(token)], digests);
      if (secretIndex === -1) {
        return { refused: 'bad_token' };
      }
    }
    return { secretIndex };
  };
}

/**
 * Checks what came as the key of a URL against the digests of all live keys, like a token. Several at once are refused:
 * nobody can say which one counts.
 */
export function compileKey(
  digests: readonly Buffer[],
): (offered: readonly string[]) => { secretIndex: number } | { refused: ReasonCode } {
  return ([key, ...more]) => {
    if (digests.length === 0) {
      return { refused: 'no_secret' };
    }
    if (key === undefined) {
      return { refused: 'missing_key' };
    }
    const secretIndex = more.length > 0 ? -1 : indexOfMatch([tokenDigest(key)], digests);
    return secretIndex === -1 ? { refused: 'bad_key' } : { secretIndex };
  };
}

/** Whether anything stands at the place; a second place may be looked at when not. */
export function hasToken(from: string): (view: RequestView) => boolean {
  const locator = parseLocator(from);
  return (view) => readText(locator, view) !== null;
}

/** The token behind its scheme, or null. */
function tokenOf(value: Buffer, scheme: string | undefined): Buffer | null {
  if (scheme === undefined) {
    return value;
  }
  const token = behindScheme(value.toString('latin1'), scheme);
  if (token === null) {
    return null;
  }
  return scheme === 'basic' ? decodeBase64(token) : Buffer.from(token, 'latin1');
}
