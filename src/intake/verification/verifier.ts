import { type CompiledCheck, type Outcome, refuse } from './check.js';
import { compileChecks } from './compile-checks.js';
import { compileEvents, type EventReader, type ExtractedEvent } from './events.js';
import { type CompiledHandshake, compileHandshake, type HandshakeAnswer } from './handshake.js';
import type { KeySets } from './key-sets.js';
import type { EventLocators, Profile } from './profile.js';
import type { RawRequest } from './raw-request.js';
import type { ReasonCode } from './reason.js';
import { RequestView } from './request-view.js';
import { type EndpointConfig, findSetting } from './settings.js';
import { VerifierRefused } from './verifier-refused.js';

/** What a hook brings to its profile. */
export interface Endpoint {
  /** Every secret live now, decrypted. One that is named and not there is an empty text: it proves nobody, and is not none. */
  secrets: readonly string[];
  config: EndpointConfig;
  /** Locators that take the place of the profile's, field by field. */
  event?: EventLocators;
}

export interface VerifierPorts {
  keySets: KeySets;
  /** Ranges of the proxies in front of us, for profiles with an address guard. */
  trustedProxies?: readonly string[];
}

export interface Accepted {
  kind: 'accepted';
  /** Which of the endpoint's live secrets matched; undefined where published keys prove the sender. */
  secretIndex: number | undefined;
  /** The request with everything already parsed from it: JSON, form, claims. */
  view: RequestView;
}

export type Verification =
  | Accepted
  | { kind: 'handshake'; answer: HandshakeAnswer }
  | { kind: 'refused'; reason: ReasonCode };

/** A profile made ready for one endpoint. Holds decoded keys: never log it. */
export interface Verifier {
  readonly profile: Profile;
  /** Proves the sender. Synchronous unless a token must be checked or keys fetched; throws only what `KeySets` throws. */
  verify(request: RawRequest, now: Date): Verification | Promise<Verification>;
  /** The events an accepted request carries. */
  extract(accepted: Accepted): ExtractedEvent[];
}

/**
 * Makes a profile ready for one endpoint. Throws VerifierRefused when it could not prove anything: no secret, a blank or
 * undecodable one, missing configuration. Such an endpoint must not be saved.
 */
export function compileVerifier(profile: Profile, endpoint: Endpoint, ports: VerifierPorts): Verifier {
  return refusing(() => {
    const parts = partsOf(profile, endpoint);
    return new ProfileVerifier(profile, { ...parts, checks: checksOf(profile, endpoint, ports) });
  });
}

/**
 * `compileVerifier` for an endpoint that was saved once. Secrets and message keys that have become unusable since are
 * left out; when nothing is left to prove a sender with, handshakes still work and every delivery is refused as `no_secret`.
 */
export function compileLiveVerifier(profile: Profile, endpoint: Endpoint, ports: VerifierPorts): Verifier {
  try {
    const parts = refusing(() => partsOf(profile, endpoint));
    const checks = tryChecks(profile, endpoint, ports);
    return checks === null
      ? salvaged(profile, endpoint, ports, parts)
      : new ProfileVerifier(profile, { ...parts, checks });
  } catch (error) {
    if (error instanceof VerifierRefused) {
      return new ProfileVerifier(profile, CLOSED);
    }
    throw error;
  }
}

interface Parts {
  handshakes: readonly CompiledHandshake[];
  afterwards: readonly CompiledHandshake[];
  checks: readonly CompiledCheck[];
  events: EventReader;
}

const CLOSED: Parts = {
  handshakes: [],
  afterwards: [],
  checks: [() => refuse('no_secret')],
  events: () => [],
};

class ProfileVerifier implements Verifier {
  constructor(
    readonly profile: Profile,
    private readonly parts: Parts,
    /** Index in the endpoint's list of each secret the checks were made with. */
    private readonly secretIndexes: readonly number[] | null = null,
  ) {}

  verify(request: RawRequest, now: Date): Verification | Promise<Verification> {
    const view = new RequestView(request, now);
    const { handshakes } = this.parts;
    const answered = handshakes.length === 0 ? null : handshakeOf(handshakes, view);
    if (answered !== null) {
      return answered;
    }
    return this.profile.methods.includes(request.method)
      ? this.check(view, now, 0, undefined)
      : { kind: 'refused', reason: 'method_not_allowed' };
  }

  extract(accepted: Accepted): ExtractedEvent[] {
    return this.parts.events(accepted.view);
  }

  /** Walks the checks without a promise for as long as each answers at once. */
  private check(
    view: RequestView,
    now: Date,
    from: number,
    matched: number | undefined,
  ): Verification | Promise<Verification> {
    const { checks } = this.parts;
    let secretIndex = matched;
    for (let at = from; at < checks.length; at += 1) {
      const outcome = checks[at]!(view, now);
      if (outcome instanceof Promise) {
        return outcome.then((later: Outcome) =>
          later.refused === undefined
            ? this.check(view, now, at + 1, secretIndex ?? later.secretIndex)
            : { kind: 'refused', reason: later.refused },
        );
      }
      if (outcome.refused !== undefined) {
        return { kind: 'refused', reason: outcome.refused };
      }
      secretIndex ??= outcome.secretIndex;
    }
    return this.accept(view, secretIndex);
  }

  private accept(view: RequestView, matched: number | undefined): Verification {
    const { afterwards } = this.parts;
    const answered = afterwards.length === 0 ? null : handshakeOf(afterwards, view);
    if (answered !== null) {
      return answered;
    }
    const secretIndex = matched === undefined ? undefined : (this.secretIndexes?.[matched] ?? matched);
    return { kind: 'accepted', secretIndex, view };
  }
}

function handshakeOf(handshakes: readonly CompiledHandshake[], view: RequestView): Verification | null {
  for (const handshake of handshakes) {
    const outcome = handshake(view);
    if (outcome !== null) {
      return 'answer' in outcome
        ? { kind: 'handshake', answer: outcome.answer }
        : { kind: 'refused', reason: outcome.refused };
    }
  }
  return null;
}

function partsOf(profile: Profile, endpoint: Endpoint): Omit<Parts, 'checks'> {
  const compiled = profile.handshakes.map((handshake) => ({
    after: handshake.after,
    run: compileHandshake(handshake, endpoint.config),
  }));
  return {
    handshakes: compiled.filter(({ after }) => after === undefined).map(({ run }) => run),
    afterwards: compiled.filter(({ after }) => after === 'verify').map(({ run }) => run),
    events: compileEvents({ ...profile.event, ...endpoint.event }, endpoint.config),
  };
}

function checksOf(profile: Profile, endpoint: Endpoint, ports: VerifierPorts): CompiledCheck[] {
  const { keySets, trustedProxies = [] } = ports;
  return compileChecks(profile.checks, { ...endpoint, keySets, trustedProxies });
}

function tryChecks(profile: Profile, endpoint: Endpoint, ports: VerifierPorts): CompiledCheck[] | null {
  try {
    return refusing(() => checksOf(profile, endpoint, ports));
  } catch (error) {
    if (error instanceof VerifierRefused) {
      return null;
    }
    throw error;
  }
}

/** The checks of an endpoint with the unusable of its message keys left out; null where that makes none. */
function checksOfUsableKeys(
  profile: Profile,
  endpoint: Endpoint,
  ports: VerifierPorts,
): CompiledCheck[] | null {
  const keys = findSetting(endpoint.config, 'keys');
  if (!Array.isArray(keys)) {
    return null;
  }
  const checksWith = (some: readonly unknown[]): CompiledCheck[] | null =>
    tryChecks(profile, { ...endpoint, config: { ...endpoint.config, keys: some } }, ports);
  return checksWith(keys.filter((key) => checksWith([key]) !== null));
}

/** The verifier of an endpoint with its unusable keys or secrets left out, or one that refuses everything. */
function salvaged(
  profile: Profile,
  endpoint: Endpoint,
  ports: VerifierPorts,
  parts: Omit<Parts, 'checks'>,
): Verifier {
  const keyed = checksOfUsableKeys(profile, endpoint, ports);
  if (keyed !== null) {
    return new ProfileVerifier(profile, { ...parts, checks: keyed });
  }
  const usable = [...endpoint.secrets.entries()].filter(([, secret]) =>
    isUsable(profile, { ...endpoint, secrets: [secret] }, ports),
  );
  const secrets = usable.map(([, secret]) => secret);
  // No secrets at all may mean that a profile asks for none; secrets that are all damaged never do.
  const checks = usable.length === 0 ? null : tryChecks(profile, { ...endpoint, secrets }, ports);
  return new ProfileVerifier(
    profile,
    { ...parts, checks: checks ?? CLOSED.checks },
    usable.map(([index]) => index),
  );
}

function isUsable(profile: Profile, endpoint: Endpoint, ports: VerifierPorts): boolean {
  return tryChecks(profile, endpoint, ports) !== null;
}

/** A locator or template an operator typed is a setting like any other: its fault is reported the same way. */
function refusing<T>(compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (error instanceof RangeError) {
      throw new VerifierRefused(error.message, {}, { cause: error });
    }
    throw error;
  }
}
