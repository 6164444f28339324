import { decodeKeys } from '../verification/keys.js';
import type { KeyRule } from '../verification/profile.js';
import { VerifierRefused } from '../verification/verifier-refused.js';

/** A key that a sender may have made of the secret in place of the right one. */
export interface KeyVariant {
  /** Completes "the secret is taken ...". */
  how: string;
  bytes: Buffer;
}

const LABELS = ['v1,', 'v1a,', 'whsec_', 'whpk_'];

/** The keys of a secret by the rule; none when it cannot be decoded. */
export function keysOf(secret: string, rule: KeyRule): Buffer[] {
  try {
    return decodeKeys([secret], rule).map(({ bytes }) => bytes);
  } catch (error) {
    if (error instanceof VerifierRefused) {
      return [];
    }
    throw error;
  }
}

/** Other keys one may make of the same secret, at most eight. */
export function keyVariants(secret: string, rule: KeyRule): KeyVariant[] {
  const bare = LABELS.reduce(
    (text, label) => (text.startsWith(label) ? text.slice(label.length) : text),
    secret,
  );
  const decoded = (enc: KeyRule['enc']): Buffer => keysOf(bare.trim(), { enc })[0] ?? Buffer.alloc(0);
  const text = (value: string): Buffer => Buffer.from(value, 'utf8');
  const variants: KeyVariant[] = [
    { how: 'as it is written, prefix and all, and not decoded', bytes: text(secret) },
    { how: 'without its prefix and not decoded', bytes: text(bare) },
    { how: 'decoded from base64', bytes: decoded('base64') },
    { how: 'decoded from hex', bytes: decoded('hex') },
    { how: 'without the white space around it', bytes: text(secret.trim()) },
    { how: 'with a line break at its end', bytes: text(`${secret}\n`) },
    { how: 'with a space at its end', bytes: text(`${secret} `) },
    { how: 'with a space before it', bytes: text(` ${secret}`) },
  ];
  const right = keysOf(secret, rule);
  return variants.filter(
    ({ bytes }, at) =>
      bytes.length > 0 &&
      !right.some((key) => key.equals(bytes)) &&
      variants.findIndex((each) => each.bytes.equals(bytes)) === at,
  );
}
