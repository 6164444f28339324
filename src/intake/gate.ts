import { SenderRefused } from '../errors/errors.js';
import type { EventLocators } from '../workflow/document.js';
import type { ProofName, SecretUse } from './secret-use.js';
import { type AllowList, compileAllowList } from './verification/address.js';
import { compileEvents, type ExtractedEvent } from './verification/events.js';
import type { HandshakeAnswer } from './verification/handshake.js';
import type { KeySets } from './verification/key-sets.js';
import type { Profile } from './verification/profile.js';
import type { RawRequest } from './verification/raw-request.js';
import { RequestView } from './verification/request-view.js';
import { compileToken, type TokenPlace } from './verification/token.js';
import { compileLiveVerifier, type Verifier } from './verification/verifier.js';
import type { Naming } from './vocabulary/naming.js';

/** The proofs a hook asks for, secrets opened. Holds keys: never log it. */
export interface GateParts {
  readonly profile?: Profile;
  readonly secrets: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly token?: TokenPlace & { readonly digests: readonly Buffer[] };
  readonly ip?: readonly string[];
  readonly open: boolean;
  readonly event?: EventLocators;
  readonly naming: Naming;
  readonly trustedProxies: readonly string[];
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

/** Where things usually stand, looked at after what the profile and the hook say. */
const USUAL: Required<EventLocators> = {
  type: ['json:/type', 'json:/event', 'form:type', 'form:event'],
  id: ['header:webhook-id', 'header:idempotency-key'],
  subject: ['json:/userId', 'json:/user_id', 'json:/subject', 'form:userId'],
  time: ['json:/timestamp', 'json:/time'],
};

const METHODS: readonly string[] = ['POST', 'GET', 'PUT'];

/** The proofs of one hook, all of which must hold; made once, asked for every delivery. */
export class Gate {
  private readonly verifier: Verifier | null;
  private readonly token: ReturnType<typeof compileToken> | null;
  private readonly allowed: AllowList | null;
  private readonly read: ReturnType<typeof compileEvents>;

  constructor(
    private readonly parts: GateParts,
    keySets: KeySets,
  ) {
    const { profile, secrets, config, token, ip, trustedProxies } = parts;
    const event = withUsual(profile?.event, parts.event);
    this.verifier = profile
      ? compileLiveVerifier(profile, { secrets, config, event }, { keySets, trustedProxies })
      : null;
    this.token = token ? compileToken(token, token.digests) : null;
    this.allowed = ip ? compileAllowList(ip) : null;
    this.read = compileEvents(event, config);
  }

  /** Throws SenderRefused with the reason that only the delivery log and the metric learn. */
  async pass(request: RawRequest, clientAddress: string | null, now: Date): Promise<Passed> {
    if (this.allowed && (clientAddress === null || !this.allowed(clientAddress))) {
      throw new SenderRefused('ip_not_allowed');
    }
    const view = new RequestView(request);
    const token = this.token?.(view);
    if (token && 'refused' in token) {
      throw new SenderRefused(token.refused);
    }
    const tokenUses = this.usesOf('token', token?.secretIndex);
    if (!this.verifier) {
      return this.unsigned(view, tokenUses);
    }
    const answer = this.verifier.verify(request, now);
    const verification = answer instanceof Promise ? await answer : answer;
    switch (verification.kind) {
      case 'refused':
        throw new SenderRefused(verification.reason);
      case 'handshake':
        return verification;
      case 'accepted': {
        const verifier = this.verifier;
        const secretUses = [...this.usesOf('verify', verification.secretIndex), ...tokenUses];
        return {
          kind: 'proven',
          view: verification.view,
          secretUses,
          events: () => verifier.extract(verification),
        };
      }
    }
  }

  /** What an event is called in the common vocabulary; null where nothing fits. */
  commonTypeOf(event: ExtractedEvent): string | null {
    return this.parts.naming(event);
  }

  private unsigned(view: RequestView, secretUses: readonly SecretUse[]): Passed {
    if (!this.token && !this.allowed && !this.parts.open) {
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

/** The hook's own locators take the place of the profile's; the usual places come last. */
function withUsual(
  profile: EventLocators | undefined,
  own: EventLocators | undefined,
): Required<EventLocators> {
  const field = (name: keyof EventLocators): readonly string[] => [
    ...(own?.[name] ?? profile?.[name] ?? []),
    ...USUAL[name],
  ];
  return { type: field('type'), id: field('id'), subject: field('subject'), time: field('time') };
}
