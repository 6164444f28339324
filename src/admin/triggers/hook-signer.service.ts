import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, randomId } from '../../config/clock.js';
import { renderSecrets } from '../../intake/gate-parts.js';
import type { DraftRequest } from '../../intake/signing/draft-request.js';
import { signRequest } from '../../intake/signing/sign-request.js';
import type { SigningContext } from '../../intake/signing/signing-context.js';
import type { Presets } from '../../intake/verification/presets.js';
import type { Profile } from '../../intake/verification/profile.js';
import type { Endpoint } from '../../intake/verification/verifier.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
import type { HookProofs, WebhookTrigger } from '../../workflow/document.js';
import { PRESETS } from '../ports.js';
import { Sealings } from '../sources/sealings.service.js';
import type { SourceRow } from '../sources/sources.repository.js';

/** All that a request needs to prove that the sender of one hook made it. Holds secrets: never log it. */
export interface Signer {
  readonly profile: Profile | null;
  readonly endpoint: Endpoint;
  readonly token?: SigningContext['token'];
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

const PLACEHOLDER = 'YOUR-TOKEN';

/** Makes requests that prove themselves as those of a hook's sender do. */
@Injectable()
export class HookSigner {
  constructor(
    private readonly secrets: SecretStore,
    private readonly sealings: Sealings,
    @Inject(PRESETS) private readonly presets: Presets,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async ofTrigger(
    { verify, token, key, ip }: WebhookTrigger,
    place: { readonly tenant: string; readonly namespace: string; readonly environment: string },
  ): Promise<Signer> {
    const values = await this.secrets.values(place.tenant, place.namespace, place.environment);
    const [first] = token ? renderSecrets(token.secrets, values) : [];
    const [shownKey] = key === undefined ? [] : renderSecrets([key], values);
    const missing = [
      ...(token && first === undefined ? ['token'] : []),
      ...(key !== undefined && shownKey === undefined ? ['key'] : []),
    ];
    return {
      ...this.proofs(verify, renderSecrets(verify?.secrets ?? [], values)),
      ...(token && first !== undefined ? { token: { ...placeOf(token), token: first } } : {}),
      ...(shownKey === undefined ? {} : { key: shownKey }),
      notes: [
        ...missing.map((what) => `No secret that its ${what} is made of is set in ${place.environment}.`),
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
      ...(token ? { token: placeholder(token) } : {}),
      notes: [
        ...(token
          ? [`The token of a source is kept as a digest alone: put yours where ${PLACEHOLDER} stands.`]
          : []),
        ...addressNotes(ip),
      ],
    };
  }

  sign(draft: DraftRequest, { profile, endpoint, token, notes }: Signer): SignedDraft {
    const context = { now: this.clock.now(), id: () => `msg_${randomId()}`, ...(token && { token }) };
    const result = signRequest(profile, endpoint, draft, context);
    return result.kind === 'signed'
      ? { request: result.request, ready: notes.length === 0, notes }
      : { request: draft, ready: false, notes: [`It cannot be signed here: ${result.why}.`, ...notes] };
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

const placeOf = ({ from, scheme }: NonNullable<HookProofs['token']>): { from: string; scheme?: string } =>
  scheme === undefined ? { from } : { from, scheme };

/** As text, also behind `Basic`: whoever reads it has to see what to replace. */
function placeholder({ from, scheme }: { from: string; scheme?: string }): { from: string; token: string } {
  return { from, token: scheme === undefined ? PLACEHOLDER : `${scheme} ${PLACEHOLDER}` };
}

function addressNotes(ip: readonly string[] | undefined): string[] {
  return ip === undefined ? [] : [`It is taken from ${ip.slice(0, 6).join(', ')} alone.`];
}
