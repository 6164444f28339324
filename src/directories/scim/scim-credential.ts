import type { GuardedClient } from '../../outbound/guarded-client.js';
import type { OutboundTokens } from '../../outbound/oauth/outbound-tokens.js';
import type { TokenNeed } from '../../outbound/oauth/token-need.js';
import type { TokenWatch } from '../../outbound/oauth/token-watch.js';
import type { OutboundRequest, OutboundResponse } from '../../outbound/outbound-request.js';

/** A bearer token, or a client whose tokens are fetched. */
export type ScimCredential =
  | string
  | { readonly client: TokenNeed; readonly tokens: Pick<OutboundTokens, 'send'> };

/** Sends a request that carries a credential. */
export type SendRequest = (request: OutboundRequest, watch: TokenWatch) => Promise<OutboundResponse>;

/** `http` sends what carries a token that is given. */
export function sendingWith(credential: ScimCredential, http: Pick<GuardedClient, 'request'>): SendRequest {
  if (typeof credential === 'string') {
    const authorization = `Bearer ${credential}`;
    return (request) => http.request({ ...request, headers: { ...request.headers, authorization } });
  }
  const { client, tokens } = credential;
  return (request, watch) => tokens.send(request, client, watch);
}
