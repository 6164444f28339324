/** Ways to come to the secret of a new source. */
import type { Profile } from './source';

export type SecretWay = 'given' | 'generated' | 'later' | 'none';

const SECRET_BYTES = 24;

/** The ways there are for a kind of sender, the likeliest first; none where published keys prove it. */
export function waysOf({ needs: { secret } }: Profile): readonly SecretWay[] {
  if (secret === null) {
    return [];
  }
  if (!secret.required) {
    return ['none', 'given'];
  }
  // Half of a pair, or a name and a password, are made where the sender is.
  const isOurs = secret.looks !== 'public key' && secret.looks !== 'user:password';
  return isOurs ? ['given', 'generated', 'later'] : ['given', 'later'];
}

/** 24 random bytes, as Standard Webhooks writes a secret. */
export function generateSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}
