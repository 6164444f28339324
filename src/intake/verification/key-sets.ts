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

/** Where the keys of a sender are published: an address, or an issuer whose well-known document names it. */
export type KeySource =
  | { url: string; issuer?: undefined }
  | { url?: undefined; issuer: string; metadata: string };

/**
 * Fetches what verification needs from outside. Whoever implements it guards addresses, caches, shares one fetch among
 * callers and cools down: this side asks as often as it likes. Throws a retryable AppError when nothing can be had.
 */
export interface KeySets {
  /** `refresh` asks for a newer set because a key is missing; within the cool-down the same set comes back. */
  jwks(source: KeySource, options?: { refresh: boolean }): Promise<readonly PublicJwk[]>;
  /** The PEM certificate at an address that was checked against the profile already. */
  certificate(url: string): Promise<string>;
}

/** For whoever makes a verifier ready without asking it anything. */
export const NO_KEY_SETS: KeySets = {
  jwks: () => Promise.reject(new Error('no keys are fetched here')),
  certificate: () => Promise.reject(new Error('no certificate is fetched here')),
};
