/** The management API of a running Signet, as an HTTP client sees it. */
import type { TestSignet } from './a-signet.js';

export const ADMIN_TOKEN = 'sgn_test_admin_token_0123456789';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- what an HTTP client sees is whatever came
  readonly body: any;
}

export type Api = (method: string, path: string, body?: unknown, token?: string) => Promise<ApiAnswer>;

/** Calls below `/api/v1`, as admin unless another token is given; text goes as YAML. The server was started with ADMIN_TOKEN. */
export function anApi({ url }: Pick<TestSignet, 'url'>): Api {
  return async (method, path, body, token = ADMIN_TOKEN) => {
    const isText = typeof body === 'string';
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': isText ? 'application/yaml' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
}

/** A new token of a role. */
export async function aToken(api: Api, role: string, namespaces: readonly string[] = []): Promise<string> {
  return (await api('POST', '/tokens', { name: `a-${role}`, role, namespaces })).body.token;
}
