import type { ProofName, SecretUse } from './secret-use.js';
import type { SourceDefinition } from './source-definition.js';

/** A live secret of a source, without anything of it. */
export interface LiveSecret extends SecretUse {
  /** Fingerprint: the same for the same secret of the same source. */
  readonly id: string;
  /** ISO time; null for one that was added before times were kept. */
  readonly addedAt: string | null;
}

/** The keys of one source's secrets. */
export interface SecretKeys {
  readonly open: (sealed: string) => string;
  /** Tells secrets apart and tells nothing of them to who lacks the master key. */
  readonly fingerprint: (text: string) => string;
}

/** Every live secret of a source, those of its signature first, each proof's oldest first. */
export function liveSecrets({ verify, token }: SourceDefinition, keys: SecretKeys): LiveSecret[] {
  const sealed = verify?.secrets ?? [];
  const digests = token?.digests ?? [];
  return [
    ...sealed.map((secret, index) =>
      live('verify', index, sealed.length, {
        id: keys.fingerprint(findOpened(keys, secret.sealed) ?? secret.sealed),
        addedAt: secret.addedAt,
      }),
    ),
    ...digests.map((digest, index) =>
      live('token', index, digests.length, {
        id: keys.fingerprint(digest),
        addedAt: token?.addedAt?.[digest] ?? null,
      }),
    ),
  ];
}

/** Null for one that does not open: it may still be shown and taken out. */
export function findOpened(keys: Pick<SecretKeys, 'open'>, sealed: string): string | null {
  try {
    return keys.open(sealed);
  } catch {
    return null;
  }
}

function live(
  proof: ProofName,
  index: number,
  of: number,
  { id, addedAt }: Pick<LiveSecret, 'id' | 'addedAt'>,
): LiveSecret {
  return { proof, index, of, id, addedAt };
}
