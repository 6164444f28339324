import { isJsonObject, type JsonValue } from '../parsing/json.js';

/** A public key as key sets publish it (RFC 7517); only the members we read. */
export interface PublicJwk {
  kty?: string;
  kid?: string;
  use?: string;
  alg?: string;
  crv?: string;
  key_ops?: readonly string[];
  n?: string;
  e?: string;
  x?: string;
  y?: string;
}

/**
 * Where the keys of a sender are published: an address, or an issuer whose well-known document names it. `issuer` is
 * whose keys they are, where that is known: what was fetched for one is never used for another.
 */
export type KeySource =
  | { readonly url: string; readonly issuer?: string; readonly metadata?: undefined }
  | { readonly url?: undefined; readonly issuer: string; readonly metadata: string };

/**
 * Fetches what verification needs from outside. Whoever implements it guards addresses, caches, shares one fetch among
 * callers and cools down: this side asks as often as it likes. Throws a retryable AppError when nothing can be had.
 */
export interface KeySets {
  /**
   * `refresh` asks for a newer set because a key is missing; within the cool-down the same set comes back. Throws when a
   * newer one cannot be had: what we have cannot tell whether there is such a key.
   */
  jwks(source: KeySource, options?: { refresh: boolean }): Promise<readonly PublicJwk[]>;
  /** The PEM certificate at an address that was checked against the profile already. */
  certificate(url: string): Promise<string>;
}

/** For whoever makes a verifier ready without asking it anything. */
export const NO_KEY_SETS: KeySets = {
  jwks: () => Promise.reject(new Error('no keys are fetched here')),
  certificate: () => Promise.reject(new Error('no certificate is fetched here')),
};

const TEXTS = ['kty', 'kid', 'use', 'alg', 'crv', 'n', 'e', 'x', 'y'] as const;

/** The keys of a JWK set (RFC 7517 section 5), each whose members are what they should be; null when it is no set. */
export function readKeySet(value: JsonValue): PublicJwk[] | null {
  const keys = isJsonObject(value) ? value['keys'] : undefined;
  return Array.isArray(keys) ? (keys as unknown[]).filter(isReadable) : null;
}

function isReadable(key: unknown): key is PublicJwk {
  if (!isJsonObject(key)) {
    return false;
  }
  const { key_ops: operations = [] } = key;
  return (
    TEXTS.every((name) => key[name] === undefined || typeof key[name] === 'string') &&
    Array.isArray(operations) &&
    operations.every((operation) => typeof operation === 'string')
  );
}
