import type { SourceDefinition } from '../../intake/source-definition.js';
import type { ProofName } from '../../intake/secret-use.js';
import { findOpened, type LiveSecret, type SecretKeys } from '../../intake/source-secrets.js';
import { trimPastedSecret } from '../../intake/verification/keys.js';
import { tokenDigest } from '../../intake/verification/token.js';
import { type GivenHookLimits, toHookLimits } from '../limits/given-limits.js';
import { type GivenPoll, pollOf, shownPoll } from './poll.js';

/** What a sender proves itself with, as an author says it: secrets in clear. */
export interface GivenProofs {
  readonly verify?: {
    readonly profile: string;
    readonly secrets?: readonly string[];
    readonly config?: Readonly<Record<string, unknown>>;
    /** There may be no secret yet. */
    readonly secretLater?: boolean;
  };
  readonly token?: {
    readonly from: string;
    readonly scheme?: 'Bearer' | 'Basic';
    readonly secrets?: readonly string[];
  };
  readonly poll?: GivenPoll | undefined;
  readonly pending?: boolean;
  readonly ip?: readonly string[];
  readonly open?: boolean;
  readonly event?: SourceDefinition['event'];
  readonly limits?: GivenHookLimits;
  readonly vocabulary?: SourceDefinition['vocabulary'];
}

export interface Sealing extends SecretKeys {
  seal(plain: string): string;
  now(): Date;
}

type SealedSecret = NonNullable<SourceDefinition['verify']>['secrets'][number];
type StoredToken = NonNullable<SourceDefinition['token']>;

/** The definition to store: secrets sealed or digested; those left out stay as they are in `before`. */
export function definitionOf(
  given: GivenProofs,
  before: SourceDefinition | null,
  sealing: Sealing,
): SourceDefinition {
  const { verify, token, poll, pending, ip, open, event, vocabulary, limits } = given;
  return {
    ...(verify && {
      verify: {
        profile: verify.profile,
        ...(verify.config && { config: verify.config }),
        ...(verify.secretLater === true && { secretLater: true }),
        secrets:
          verify.secrets?.map((given) => sealedOf(pasted(given), before, sealing)) ??
          before?.verify?.secrets ??
          [],
      },
    }),
    ...(token && {
      token: {
        from: token.from,
        ...(token.scheme && { scheme: token.scheme }),
        ...(token.secrets
          ? tokenSecrets(token.secrets.map(pasted).map(digestOf), before, sealing)
          : keptTokens(before)),
      },
    }),
    ...(poll && { poll: pollOf(poll, before?.poll, (plain) => sealing.seal(plain)) }),
    ...(pending && { pending }),
    ...(ip && ip.length > 0 && { ip }),
    ...(open === true && { open }),
    ...(event && { event }),
    ...(limits?.requests !== undefined && { limits: toHookLimits(limits) }),
    ...(vocabulary && { vocabulary }),
  };
}

const pasted = (given: string): string => trimPastedSecret(given).secret;

/** What an author has to know of secrets that were not kept as they were given. */
export function notesOn(secrets: readonly string[]): string[] {
  const isTrimmed = secrets.some((secret) => trimPastedSecret(secret).trimmed);
  return isTrimmed ? ['white space around a secret was taken off before it was kept'] : [];
}

/** Secrets that stand in proofs, in clear. */
export function secretsIn({ verify, token }: GivenProofs): readonly string[] {
  return [...(verify?.secrets ?? []), ...(token?.secrets ?? [])];
}

/** The secret as it was sealed before, when it is the same: what is put again was not added again. */
function sealedOf(plain: string, before: SourceDefinition | null, sealing: Sealing): SealedSecret {
  const same = before?.verify?.secrets.find(({ sealed }) => findOpened(sealing, sealed) === plain);
  return same ?? { sealed: sealing.seal(plain), addedAt: sealing.now().toISOString() };
}

function tokenSecrets(
  digests: readonly string[],
  before: SourceDefinition | null,
  sealing: Sealing,
): Pick<StoredToken, 'digests' | 'addedAt'> {
  const { digests: kept = [], addedAt = {} } = before?.token ?? {};
  const now = sealing.now().toISOString();
  const times = digests.flatMap((digest) => {
    const time = kept.includes(digest) ? addedAt[digest] : now;
    return time === undefined ? [] : [[digest, time] as const];
  });
  return { digests, addedAt: Object.fromEntries(times) };
}

function keptTokens(before: SourceDefinition | null): Pick<StoredToken, 'digests' | 'addedAt'> {
  const { digests = [], addedAt } = before?.token ?? {};
  return { digests, ...(addedAt && { addedAt }) };
}

/** One more live secret of a proof; null when the source has no such proof. */
export function withSecret(
  definition: SourceDefinition,
  proof: ProofName,
  given: string,
  sealing: Sealing,
): SourceDefinition | null {
  const { verify, token } = definition;
  const plain = pasted(given);
  if (proof === 'verify') {
    return verify ? { ...definition, verify: withOneMore(verify, sealedOf(plain, null, sealing)) } : null;
  }
  const digests = [...(token?.digests ?? []), digestOf(plain)];
  return token ? { ...definition, token: { ...token, ...tokenSecrets(digests, definition, sealing) } } : null;
}

/** What was awaited has come with it. */
function withOneMore(
  before: NonNullable<SourceDefinition['verify']>,
  secret: SealedSecret,
): SourceDefinition['verify'] {
  const { secretLater: _, ...verify } = before;
  return { ...verify, secrets: [...verify.secrets, secret] };
}

export function withoutSecret(
  definition: SourceDefinition,
  { proof, index }: LiveSecret,
  sealing: Sealing,
): SourceDefinition {
  const { verify, token } = definition;
  return proof === 'verify'
    ? { ...definition, verify: { ...verify!, secrets: verify!.secrets.toSpliced(index, 1) } }
    : {
        ...definition,
        token: { ...token!, ...tokenSecrets(token!.digests.toSpliced(index, 1), definition, sealing) },
      };
}

/** What may be shown of a definition. */
export function shownProofs({ verify, token, poll, ip, open }: SourceDefinition): object {
  return {
    ...(verify && { profile: verify.profile, secrets: verify.secrets.length }),
    ...(verify?.config && { config: verify.config }),
    ...(token && {
      token: {
        from: token.from,
        ...(token.scheme && { scheme: token.scheme }),
        secrets: token.digests.length,
      },
    }),
    ...(poll && { poll: shownPoll(poll) }),
    ...(ip && { ip }),
    ...(open === true && { open }),
  };
}

const digestOf = (plain: string): string => tokenDigest(plain).toString('hex');
