import { AppError } from '../../errors/app-error.js';
import { InvalidDocument } from '../../errors/errors.js';
import type { SourceDefinition } from '../../intake/source-definition.js';
import { compileAllowList } from '../../intake/verification/address.js';
import { compileEvents } from '../../intake/verification/events.js';
import type { KeySets } from '../../intake/verification/key-sets.js';
import type { Presets } from '../../intake/verification/presets.js';
import { compileToken, tokenDigest } from '../../intake/verification/token.js';
import { compileVerifier } from '../../intake/verification/verifier.js';
import { type GivenHookLimits, toHookLimits } from '../limits/given-limits.js';
import { suggest } from '../../workflow/suggest.js';

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
  readonly ip?: readonly string[];
  readonly open?: boolean;
  readonly event?: SourceDefinition['event'];
  readonly limits?: GivenHookLimits;
}

export interface Sealing {
  seal(plain: string): string;
  open(sealed: string): string;
  now(): Date;
}

/** The definition to store: secrets sealed or digested; those left out stay as they are in `before`. */
export function definitionOf(
  given: GivenProofs,
  before: SourceDefinition | null,
  sealing: Sealing,
): SourceDefinition {
  const { verify, token, ip, open, event, limits } = given;
  const addedAt = sealing.now().toISOString();
  return {
    ...(verify && {
      verify: {
        profile: verify.profile,
        ...(verify.config && { config: verify.config }),
        secrets:
          verify.secrets?.map((plain) => ({ sealed: sealing.seal(plain), addedAt })) ??
          before?.verify?.secrets ??
          [],
      },
    }),
    ...(token && {
      token: {
        from: token.from,
        ...(token.scheme && { scheme: token.scheme }),
        digests: token.secrets?.map(digestOf) ?? before?.token?.digests ?? [],
      },
    }),
    ...(ip && ip.length > 0 && { ip }),
    ...(open === true && { open }),
    ...(event && { event }),
    ...(limits?.requests !== undefined && { limits: toHookLimits(limits) }),
  };
}

/** One more live secret: of the signature where there is one, else of the token. */
export function withSecret(definition: SourceDefinition, plain: string, sealing: Sealing): SourceDefinition {
  const { verify, token } = definition;
  if (verify) {
    const added = { sealed: sealing.seal(plain), addedAt: sealing.now().toISOString() };
    return { ...definition, verify: { ...verify, secrets: [...verify.secrets, added] } };
  }
  return token
    ? { ...definition, token: { ...token, digests: [...token.digests, digestOf(plain)] } }
    : definition;
}

/** Null when there is no secret at that place. */
export function withoutSecret(definition: SourceDefinition, index: number): SourceDefinition | null {
  const { verify, token } = definition;
  if (verify && index < verify.secrets.length) {
    return { ...definition, verify: { ...verify, secrets: verify.secrets.toSpliced(index, 1) } };
  }
  return token && !verify && index < token.digests.length
    ? { ...definition, token: { ...token, digests: token.digests.toSpliced(index, 1) } }
    : null;
}

/** What may be shown of a definition. */
export function shownProofs({ verify, token, ip, open }: SourceDefinition): object {
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
    ...(ip && { ip }),
    ...(open === true && { open }),
  };
}

/** Throws InvalidDocument with all `errors` when the definition could prove nobody, or is not `open` in so many words. */
export function requireProofs(definition: SourceDefinition, sealing: Sealing, presets: Presets): void {
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
  const { verify, token, ip, open, event } = definition;
  if (!verify && !token && !ip && open !== true) {
    errors.push({
      path: '',
      message: 'anyone could send to this: give verify, token or ip, or say open: true',
    });
  }
  attempt('verify', () => verify && verifierOf(definition, sealing, presets));
  attempt('token', () => token && requireDigests(token));
  attempt('ip', () => compileAllowList(ip ?? []));
  attempt('event', () => compileEvents(event ?? {}, verify?.config ?? {}));
  if (errors.length > 0) {
    throw new InvalidDocument('the source could not prove its sender', { errors });
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
