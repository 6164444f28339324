import { SenderRefused, TooManyRequests } from '../errors/errors.js';
import { CAUSE_HEADER } from '../ledger/cause-stamp.js';
import type { EventLocators } from '../workflow/document.js';
import type { RefusedDelivery } from './diagnosis/finding.js';
import { credentialNames, proofNames } from './proof-names.js';
import type { ProofName, SecretUse } from './secret-use.js';
import { asSecurityEvent } from './ssf/security-event.js';
import { type AllowList, compileAllowList } from './verification/address.js';
import { compileEvents, type ExtractedEvent } from './verification/events.js';
import type { HandshakeAnswer } from './verification/handshake.js';
import type { KeySets } from './verification/key-sets.js';
import type { EventLocators as ProfileLocators, Profile } from './verification/profile.js';
import type { RawRequest } from './verification/raw-request.js';
import { RequestView } from './verification/request-view.js';
import { compileKey, compileToken, type TokenPlace } from './verification/token.js';
import { compileLiveVerifier, type Verifier } from './verification/verifier.js';
import type { Naming } from './vocabulary/naming.js';

/** The proofs a hook asks for, secrets opened. Holds keys: never log it. */
export interface GateParts {
  readonly profile?: Profile;
  readonly secrets: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly token?: TokenPlace & { readonly digests: readonly Buffer[] };
  /** Digests of the keys that the URL may bring. */
  readonly key?: { readonly digests: readonly Buffer[] };
  readonly ip?: readonly string[];
  readonly open: boolean;
  readonly event?: EventLocators;
  readonly naming: Naming;
  readonly trustedProxies: readonly string[];
}

/** What a door knows of a sender before the gate looks at it. */
export interface Introduction {
  /** The key in the path; without it `?key=` is looked at. */
  readonly key?: string;
  /** An API token speaks for the sender: it stands for the hook's own token and key, and for no other proof. */
  readonly hasApiToken?: boolean;
}

/** What a gate lets through: a handshake to answer, or a request whose sender is proven. */
export type Passed =
  | { readonly kind: 'handshake'; readonly answer: HandshakeAnswer }
  | {
      readonly kind: 'proven';
      readonly view: RequestView;
      /** Which live secrets matched. */
      readonly secretUses: readonly SecretUse[];
      events(): ExtractedEvent[];
    };

/** What the handshakes of a hook need from outside. */
export interface HandshakeDesk {
  /** False when there were too many lately. */
  mayAnswer(): boolean;
  /** Goes to an address a handshake named, once and later; never throws. */
  visit(url: string): void;
}

/** Where things usually stand, looked at after what the profile and the hook say. */
const USUAL: Required<EventLocators> = {
  type: ['json:/type', 'json:/event', 'form:type', 'form:event'],
  id: ['header:webhook-id', 'header:idempotency-key'],
  subject: ['json:/userId', 'json:/user_id', 'json:/subject', 'form:userId'],
  time: ['json:/timestamp', 'json:/time'],
  cause: [`header:${CAUSE_HEADER}`],
};

const METHODS: readonly string[] = ['POST', 'GET', 'PUT'];

/** The proofs of one hook, all of which must hold; made once, asked for every delivery. */
export class Gate {
  /** Its sender posts security event tokens, and expects the answers of RFC 8935. */
  readonly takesSecurityEvents: boolean;
  /** Names of headers and parameters, in lower case, whose values are never kept. */
  readonly credentialNames: ReadonlySet<string>;
  private readonly verifier: Verifier | null;
  private readonly token: ReturnType<typeof compileToken> | null;
  private readonly key: ReturnType<typeof compileKey> | null;
  private readonly allowed: AllowList | null;
  private readonly read: ReturnType<typeof compileEvents>;

  constructor(
    private readonly parts: GateParts,
    keySets: KeySets,
    private readonly desk: HandshakeDesk,
  ) {
    const { profile, secrets, config, token, key, ip, trustedProxies } = parts;
    const event = usualLocators(profile, parts.event);
    this.verifier = profile
      ? compileLiveVerifier(profile, { secrets, config, event }, { keySets, trustedProxies })
      : null;
    this.credentialNames = credentialNames(parts);
    this.takesSecurityEvents = profile?.errors === 'rfc8935';
    this.token = token ? compileToken(token, token.digests) : null;
    this.key = key ? compileKey(key.digests) : null;
    this.allowed = ip ? compileAllowList(ip) : null;
    this.read = compileEvents(event, config);
  }

  /** Those a delivery or a handshake may come with. */
  get methods(): readonly string[] {
    const { profile } = this.parts;
    const own = profile && [...profile.methods, ...profile.handshakes.map(({ method }) => method)];
    return own ? [...new Set(own)] : METHODS;
  }

  /** Whether the key is one of this hook's, in constant time. */
  takesKey(key: string): boolean {
    return this.key !== null && !('refused' in this.key([key]));
  }

  /** Whether the request brings this hook's own bearer token (RFC 6750). */
  takesBearer(request: RawRequest): boolean {
    return this.bearerDigests.length > 0 && !('refused' in this.token!(new RequestView(request)));
  }

  /** What the bearer tokens that this hook takes look like at rest. */
  get bearerDigests(): readonly Buffer[] {
    const { token } = this.parts;
    const isBearer =
      token?.from.toLowerCase() === 'header:authorization' && token.scheme?.toLowerCase() === 'bearer';
    return isBearer ? token.digests : [];
  }

  /** Throws SenderRefused with the reason that only the delivery log and the metric learn; TooManyRequests for a handshake. */
  async pass(
    request: RawRequest,
    clientAddress: string | null,
    now: Date,
    introduction: Introduction = {},
  ): Promise<Passed> {
    if (this.allowed && (clientAddress === null || !this.allowed(clientAddress))) {
      throw new SenderRefused('ip_not_allowed');
    }
    const view = new RequestView(request, now);
    const tokenUses = introduction.hasApiToken === true ? [] : this.requireOwn(view, introduction.key);
    if (!this.verifier) {
      return this.unsigned(view, tokenUses);
    }
    const answer = this.verifier.verify(request, now);
    const verification = answer instanceof Promise ? await answer : answer;
    switch (verification.kind) {
      case 'refused':
        throw new SenderRefused(verification.reason);
      case 'handshake':
        return this.handshake(verification.answer);
      case 'accepted': {
        const verifier = this.verifier;
        const { view, secretIndex } = verification;
        const secretUses = [...this.usesOf('verify', secretIndex), ...tokenUses];
        const read = (): ExtractedEvent[] => verifier.extract(verification);
        const events = this.takesSecurityEvents
          ? (): ExtractedEvent[] => read().map((event) => asSecurityEvent(event, view.claims))
          : read;
        return { kind: 'proven', view, secretUses, events };
      }
    }
  }

  private handshake(answer: HandshakeAnswer): Passed {
    if (!this.desk.mayAnswer()) {
      throw new TooManyRequests('too many handshakes');
    }
    if (answer.visit?.wanted) {
      this.desk.visit(answer.visit.url);
    }
    return { kind: 'handshake', answer };
  }

  /** A request that was refused here, with all it was refused by. Holds secrets: never log it. */
  refused(refusal: Omit<RefusedDelivery, 'profile' | 'endpoint' | 'token' | 'ip'>): RefusedDelivery {
    const { profile, secrets, config, event, token, ip } = this.parts;
    return { profile, endpoint: { secrets, config, ...(event && { event }) }, token, ip, ...refusal };
  }

  /** What the headers, parameters, fields and members are called that prove the sender, in lower case. */
  proofNames(): ReadonlySet<string> {
    return proofNames(this.parts);
  }

  /** What an event is called in the common vocabulary; null where nothing fits. */
  commonTypeOf(event: ExtractedEvent): string | null {
    return this.parts.naming(event);
  }

  /** The hook's own token and key. Gives the token that came. */
  private requireOwn(view: RequestView, key: string | undefined): readonly SecretUse[] {
    const token = this.token?.(view);
    for (const shown of [token, this.key?.(key === undefined ? view.query('key') : [key])]) {
      if (shown && 'refused' in shown) {
        throw new SenderRefused(shown.refused);
      }
    }
    return this.usesOf('token', token && 'secretIndex' in token ? token.secretIndex : undefined);
  }

  private unsigned(view: RequestView, secretUses: readonly SecretUse[]): Passed {
    if (!this.token && !this.key && !this.allowed && !this.parts.open) {
      throw new SenderRefused('no_secret'); // nothing to prove a sender with, and nobody said so in so many words
    }
    if (!METHODS.includes(view.request.method)) {
      throw new SenderRefused('method_not_allowed');
    }
    return { kind: 'proven', view, secretUses, events: () => this.read(view) };
  }

  private usesOf(proof: ProofName, index: number | undefined): readonly SecretUse[] {
    const { secrets, token } = this.parts;
    const of = proof === 'verify' ? secrets.length : (token?.digests.length ?? 0);
    return index === undefined ? [] : [{ proof, index, of }];
  }
}

/**
 * The hook's own locators take the place of the profile's; the usual places come last. Not those of the id where the
 * sender signs: whoever repeats its delivery could write another there.
 */
export function usualLocators(profile: Profile | undefined, own: EventLocators = {}): ProfileLocators {
  const field = (name: keyof EventLocators, usual = USUAL[name]): readonly string[] => [
    ...(own[name] ?? profile?.event[name] ?? []),
    ...usual,
  ];
  const id = field('id', profile?.integrity === 'body' ? [] : USUAL.id);
  const replay = own.id === undefined ? (profile?.event.replay ?? []) : [];
  return {
    type: field('type'),
    id,
    replay,
    subject: field('subject'),
    time: field('time'),
    cause: field('cause'),
  };
}
