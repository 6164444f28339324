import { AppError } from '../../errors/app-error.js';
import { InvalidDocument } from '../../errors/errors.js';
import type { SourceDefinition } from '../../intake/source-definition.js';
import type { ProofName } from '../../intake/secret-use.js';
import { findOpened, type LiveSecret, type SecretKeys } from '../../intake/source-secrets.js';
import { compileAllowList } from '../../intake/verification/address.js';
import { compileEvents } from '../../intake/verification/events.js';
import { trimPastedSecret } from '../../intake/verification/keys.js';
import type { KeySets } from '../../intake/verification/key-sets.js';
import type { Presets } from '../../intake/verification/presets.js';
import { compileToken, tokenDigest } from '../../intake/verification/token.js';
import { compileVerifier } from '../../intake/verification/verifier.js';
import { type GivenHookLimits, toHookLimits } from '../limits/given-limits.js';
import type { Vocabulary } from '../../intake/vocabulary/vocabulary.js';
import { suggest } from '../../workflow/suggest.js';
import { type GivenPoll, pollOf, requirePollable, shownPoll } from './poll.js';

/** What a sender proves itself with, as an author says it: secrets in clear. */
export interface GivenProofs {
  readonly verify?: {
    readonly profile: string;
    readonly secrets?: readonly string[];
    readonly config?: Readonly<Record<string, unknown>>;
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
    return verify
      ? { ...definition, verify: { ...verify, secrets: [...verify.secrets, sealedOf(plain, null, sealing)] } }
      : null;
  }
  const digests = [...(token?.digests ?? []), digestOf(plain)];
  return token ? { ...definition, token: { ...token, ...tokenSecrets(digests, definition, sealing) } } : null;
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

/** All a definition may name. */
export interface Known {
  readonly presets: Presets;
  readonly vocabulary: Vocabulary;
}

/**
 * Throws InvalidDocument with all `errors` when the definition could prove nobody and is not `open` in so many words, or
 * names what there is not.
 */
export function requireProofs(definition: SourceDefinition, sealing: Sealing, known: Known): void {
  const errors: { path: string; message: string }[] = [];
  const attempt = (path: string, check: () => unknown): void => {
    try {
      check();
    } catch (error) {
      if (!(error instanceof AppError || error instanceof RangeError)) {
        throw error;
      }
      errors.push({ path, message: error.message });
    }
  };
  const { verify, token, poll, ip, open, event } = definition;
  if (!verify && !token && !ip && open !== true) {
    errors.push({
      path: '',
      message: 'anyone could send to this: give verify, token or ip, or say open: true',
    });
  }
  attempt('verify', () => verify && verifierOf(definition, sealing, known.presets));
  attempt('token', () => token && requireDigests(token));
  attempt('poll', () => poll && requirePollable(definition, known.presets));
  attempt('ip', () => compileAllowList(ip ?? []));
  attempt('event', () => compileEvents(event ?? {}, verify?.config ?? {}));
  attempt('vocabulary', () => known.vocabulary.requireOwn(definition.vocabulary ?? {}));
  if (errors.length > 0) {
    throw new InvalidDocument('the source cannot be saved as it is', { errors });
  }
}

function verifierOf({ verify, event }: SourceDefinition, sealing: Sealing, presets: Presets): unknown {
  const { profile: name, secrets, config = {} } = verify!;
  const profile = presets.get(name);
  if (!profile) {
    const meant = suggest(name, [...presets.keys()]);
    throw new RangeError(
      `there is no profile ${name}${meant === undefined ? '' : ` (did you mean '${meant}'?)`}`,
    );
  }
  const endpoint = {
    secrets: secrets.map(({ sealed }) => sealing.open(sealed)),
    config,
    ...(event && { event }),
  };
  return compileVerifier(profile, endpoint, { keySets: NO_KEYS });
}

function requireDigests(token: NonNullable<SourceDefinition['token']>): unknown {
  if (token.digests.length === 0) {
    throw new RangeError('needs at least one secret');
  }
  return compileToken(
    token,
    token.digests.map((hex) => Buffer.from(hex, 'hex')),
  );
}

const digestOf = (plain: string): string => tokenDigest(plain).toString('hex');

/** Nothing is fetched while a source is saved: whether published keys can be had is known when a delivery comes. */
const NO_KEYS: KeySets = {
  jwks: () => Promise.resolve([]),
  certificate: () => Promise.resolve(''),
};
