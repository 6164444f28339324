/** Whoever sets Signet up, over its management API. */
import { AccessTokens } from '../../src/admin/access/access-tokens.service.js';
import type { Role } from '../../src/admin/access/caller.js';
import type { TestSignet } from './a-signet.js';
import { newTokenOf } from './new-token.js';

/** What an HTTP client sees. */
export interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever came; null when it is no JSON
  readonly json: any;
}

/** Any request, its answer read whole. A body that is not text is sent as JSON. */
export async function ask(
  url: string,
  init: Omit<RequestInit, 'body'> & { body?: unknown } = {},
): Promise<Said> {
  const { body, ...rest } = init;
  const isJson = body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array);
  const headers = { ...(isJson ? { 'content-type': 'application/json' } : {}), ...(rest.headers as object) };
  const response = await fetch(url, {
    ...rest,
    headers,
    ...(body === undefined
      ? {}
      : { body: (isJson ? JSON.stringify(body) : body) as RequestInit['body'] & {} }),
  });
  const text = await response.text();
  const hasJson = text !== '' && /[/+]json/.test(response.headers.get('content-type') ?? '');
  const json: unknown = hasJson ? JSON.parse(text) : null;
  return { status: response.status, headers: response.headers, text, json };
}

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

export const basic = (user: string, password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

/** An admin of one tenant. Whatever it is asked to do has to work. */
export class Operator {
  constructor(
    private readonly signet: TestSignet,
    readonly token: string,
  ) {}

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Said> {
    const said = await ask(`${this.signet.url}/api/v1${path}`, {
      method,
      headers: { ...bearer(this.token), ...headers },
      body,
    });
    if (said.status >= 300) {
      throw new Error(`${method} ${path}: ${said.status} ${said.text}`);
    }
    return said;
  }

  async environment(name: string): Promise<void> {
    await this.call('PUT', `/environments/${name}`, {});
  }

  async secret(namespace: string, name: string, value: string, environment?: string): Promise<void> {
    const query = environment === undefined ? '' : `?environment=${environment}`;
    await this.call('PUT', `/secrets/${namespace}/${name}${query}`, { value });
  }

  /** Saves and deploys a document; gives what the API says of it. */
  async workflow(text: string, environment = 'production'): Promise<Said> {
    const type = { 'content-type': 'application/yaml' };
    return this.call('PUT', `/workflows?environment=${environment}`, text, type);
  }

  async trigger(
    workflow: string,
    trigger: string,
    to: 'enable' | 'disable',
    environment = 'production',
  ): Promise<void> {
    const path = `/workflows/${workflow}/triggers/${trigger}/${to}`;
    await this.call('POST', `${path}?environment=${environment}`);
  }

  /** URL of the hook of a workflow's trigger. */
  async hookUrl(workflow: string, trigger: string): Promise<string> {
    const { json } = await this.call('GET', `/workflows/${workflow}`);
    const hooks = json.hooks as { trigger: string; url: string }[];
    const { url } = hooks.find((hook) => hook.trigger === trigger)!;
    return this.signet.url + new URL(url).pathname;
  }

  newToken(role: Role, namespaces: readonly string[] = []): Promise<string> {
    return newTokenOf(role, namespaces, async (asked) => {
      const { status, json } = await this.call('POST', '/tokens', asked);
      return { status, token: json.token as string };
    });
  }

  /** A new tenant's own. */
  async tenant(name: string): Promise<Operator> {
    const { json } = await this.call('PUT', `/tenants/${name}`, {});
    return new Operator(this.signet, json.token as string);
  }
}

/** The admin of the tenant `main`. */
export async function anOperator(signet: TestSignet): Promise<Operator> {
  const token = await signet.part(AccessTokens).ensureAdminToken(null);
  return new Operator(signet, token!);
}
