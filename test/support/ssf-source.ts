/** Sources that take security event tokens. */
import { SecretStore } from '../../src/secrets/secret-store.service.js';
import { send } from './a-delivery.js';
import type { Answered } from './a-delivery.js';
import { aSource, type SourceParts, type TestHook } from './a-hook.js';
import type { TestSignet } from './a-signet.js';
import type { TestTransmitter } from './ssf-transmitter.js';
import type { SsfStream } from './ssf-stream.js';

/** The transmitter for tests is at home. */
export const AT_HOME = { OUTBOUND_ALLOW: '127.0.0.1/32' };

export interface SetHook extends TestHook {
  /** Where pushes go. */
  readonly ssfUrl: string;
}

export interface SetSourceParts extends SourceParts {
  readonly profile?: string;
  readonly secrets?: readonly string[];
  readonly config?: Record<string, unknown>;
}

/** Takes what the transmitter signs, by the profile `ssf` unless another is named. */
export async function aSetSource(
  signet: TestSignet,
  transmitter: TestTransmitter,
  { profile = 'ssf', secrets = [], config = {}, ...rest }: SetSourceParts = {},
): Promise<SetHook> {
  const { issuer, audience, jwksUri } = transmitter;
  const verify = { profile, secrets, config: { issuer, audience, jwksUri, ...config } };
  const hook = await aSource(signet, { ...rest, verify });
  return { ...hook, ssfUrl: hook.url.replace('/hooks/', '/ssf/') };
}

/** A source that polls a stream. */
export async function aPolledSource(
  signet: TestSignet,
  transmitter: TestTransmitter,
  stream: SsfStream,
  options: { name: string; intervalSeconds?: number; maxEvents?: number; longPoll?: boolean; token?: string },
): Promise<SetHook> {
  const { name, token = transmitter.accessToken, ...given } = options;
  const sealed = signet.part(SecretStore).sealFor(`source:main/${name}`, `Bearer ${token}`);
  const endpoint = stream.delivery.endpoint_url!;
  const poll = {
    endpoint,
    authorization: { sealed },
    maxEvents: 50,
    intervalSeconds: 1,
    longPoll: true,
    ...given,
  };
  return aSetSource(signet, transmitter, { name, poll });
}

/** Posts a token as RFC 8935 says. */
export function pushTo(
  url: string,
  token: string | { readonly text: string },
  headers: Record<string, string> = {},
): Promise<Answered> {
  return send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/secevent+jwt', accept: 'application/json', ...headers },
    body: typeof token === 'string' ? token : token.text,
  });
}
