/** Secret of a signature (`verify`) or static token (`token`). */
export type ProofName = 'verify' | 'token';

/** A live secret that proved a delivery. */
export interface SecretUse {
  readonly proof: ProofName;
  /** Its place among the live secrets of the proof; secrets that are added come last. */
  readonly index: number;
  /** How many are live. */
  readonly of: number;
}

/** The newest secret, the one before it, or an older one. */
export type Generation = 'newest' | 'previous' | 'older';

export function generationOf({ index, of }: Pick<SecretUse, 'index' | 'of'>): Generation {
  const age = of - 1 - index;
  return age === 0 ? 'newest' : age === 1 ? 'previous' : 'older';
}
