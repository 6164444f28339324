import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, randomId } from '../../config/clock.js';
import { renderSecrets } from '../../intake/gate-parts.js';
import type { DraftRequest } from '../../intake/signing/draft-request.js';
import { sendsSecrets, signRequest } from '../../intake/signing/sign-request.js';
import { PLACEHOLDER } from '../../intake/signing/sign-token.js';
import type { SigningContext } from '../../intake/signing/signing-context.js';
import type { Presets } from '../../intake/verification/presets.js';
import type { Profile } from '../../intake/verification/profile.js';
import type { TokenPlace } from '../../intake/verification/token.js';
import type { Endpoint } from '../../intake/verification/verifier.js';
import { isWithinReach, type Reach } from '../../ledger/reach.view.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
import type { HookProofs, WebhookTrigger } from '../../workflow/document.js';
import { compileTemplate } from '../../workflow/expression/template.js';
import { PRESETS } from '../ports.js';
import { Sealings } from '../sources/sealings.service.js';
import type { SourceRow } from '../sources/sources.repository.js';

/** All that a request needs to prove that the sender of one hook made it. Holds secrets: never log it. */
export interface Signer {
  readonly profile: Profile | null;
  readonly endpoint: Endpoint;
  readonly token?: SigningContext['token'];
  readonly shown?: SigningContext['shown'];
  /** What the URL has to bring. */
  readonly key?: string;
  /** What keeps the request from being ready, in sentences. */
  readonly notes: readonly string[];
}

export interface SignedDraft {
  readonly request: DraftRequest;
  /** It can be sent as it is. */
  readonly ready: boolean;
  readonly notes: readonly string[];
}

interface Rendered {
  readonly secret: string;
  /** The same, or null when it is not to be shown. */
  readonly shown: string | null;
}

const WITHHELD = `A secret of it is of a namespace that this token does not reach: put it where ${PLACEHOLDER} stands.`;

/** Makes requests that prove themselves as those of a hook's sender do. */
@Injectable()
export class HookSigner {
  constructor(
    private readonly secrets: SecretStore,
    private readonly sealings: Sealings,
    @Inject(PRESETS) private readonly presets: Presets,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Secrets of namespaces that the caller does not reach sign, and are not shown. */
  async ofTrigger(
    { verify, token, key, ip }: WebhookTrigger,
    place: { readonly tenant: string; readonly namespace: string; readonly environment: string },
    reach: Reach,
  ): Promise<Signer> {
    const render = await this.rendering(place, reach);
    const [first] = render(token?.secrets ?? []);
    const [ofKey] = render(key === undefined ? [] : [key]);
    const ofProfile = render(verify?.secrets ?? []);
    const proofs = this.proofs(
      verify,
      ofProfile.map(({ secret }) => secret),
    );
    const missing = [
      ...(token && first === undefined ? ['token'] : []),
      ...(key !== undefined && ofKey === undefined ? ['key'] : []),
    ];
    const sent = [
      first,
      ofKey,
      ...(proofs.profile && sendsSecrets(proofs.profile) ? ofProfile.slice(0, 1) : []),
    ];
    return {
      ...proofs,
      shown: ofProfile.map(({ shown }) => shown),
      ...(token && first ? { token: { ...placeOf(token), token: first.shown } } : {}),
      ...(ofKey ? { key: ofKey.shown ?? PLACEHOLDER } : {}),
      notes: [
        ...missing.map((what) => `No secret that its ${what} is made of is set in ${place.environment}.`),
        ...(sent.some((one) => one?.shown === null) ? [WITHHELD] : []),
        ...addressNotes(ip),
      ],
    };
  }

  ofSource(tenant: string, { name, definition: { verify, token, ip } }: SourceRow): Signer {
    const sealing = this.sealings.of(tenant, name);
    return {
      ...this.proofs(
        verify,
        (verify?.secrets ?? []).map(({ sealed }) => sealing.open(sealed)),
      ),
      ...(token ? { token: { ...placeOf(token), token: null } } : {}),
      notes: [
        ...(token
          ? [`The token of a source is kept as a digest alone: put yours where ${PLACEHOLDER} stands.`]
          : []),
        ...addressNotes(ip),
      ],
    };
  }

  sign(draft: DraftRequest, { profile, endpoint, notes, token, shown }: Signer): SignedDraft {
    const context = {
      now: this.clock.now(),
      id: () => `msg_${randomId()}`,
      ...(token && { token }),
      ...(shown && { shown }),
    };
    const result = signRequest(profile, endpoint, draft, context);
    return result.kind === 'signed'
      ? { request: result.request, ready: notes.length === 0, notes }
      : { request: draft, ready: false, notes: [`It cannot be signed here: ${result.why}.`, ...notes] };
  }

  /** What templates give, to prove with and to be shown, without those that give nothing. */
  private async rendering(
    { tenant, namespace, environment }: { tenant: string; namespace: string; environment: string },
    reach: Reach,
  ): Promise<(templates: readonly string[]) => Rendered[]> {
    const [values, origins] = await Promise.all([
      this.secrets.values(tenant, namespace, environment),
      this.secrets.origins(tenant, namespace, environment),
    ]);
    const isShown = (name: string): boolean => isWithinReach(reach, origins.get(name) ?? '');
    return (templates) =>
      templates.flatMap((template) => {
        const mayShow = compileTemplate(template).secrets.every(isShown);
        return renderSecrets([template], values).map((secret) => ({
          secret,
          shown: mayShow ? secret : null,
        }));
      });
  }

  /** A profile that this program does not know proves nobody; the hook takes nothing then. */
  private proofs(
    verify: Pick<NonNullable<HookProofs['verify']>, 'profile' | 'config'> | undefined,
    secrets: readonly string[],
  ): Omit<Signer, 'notes'> {
    const profile = verify ? (this.presets.get(verify.profile) ?? null) : null;
    return { profile, endpoint: { secrets, config: verify?.config ?? {} } };
  }
}

const placeOf = ({ from, scheme }: TokenPlace): TokenPlace =>
  scheme === undefined ? { from } : { from, scheme };

function addressNotes(ip: readonly string[] | undefined): string[] {
  return ip === undefined ? [] : [`It is taken from ${ip.slice(0, 6).join(', ')} alone.`];
}
