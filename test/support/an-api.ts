/** The management API of a running Signet, as a caller with a token sees it. */
import type { TestSignet } from './a-signet.js';
import { newTokenOf } from './new-token.js';

/** Admin of the tenant `main`, of every Signet started with `WITH_ADMIN`. */
export const ADMIN_TOKEN = 'an-admin-token-of-the-tests';
export const WITH_ADMIN = { ADMIN_TOKEN };

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- what an HTTP client sees is whatever came
  readonly body: any;
}

/** Calls below `/api/v1`. */
export class TestApi {
  constructor(
    private readonly signet: Pick<TestSignet, 'url'>,
    readonly token: string = ADMIN_TOKEN,
  ) {}

  /** A text is sent as a workflow document, anything else as JSON. */
  async call(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const type = typeof body === 'string' ? 'application/yaml' : 'application/json';
    const response = await fetch(`${this.signet.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : text,
    };
  }

  /** What a call that has to succeed answers. */
  async must(method: string, path: string, body?: unknown): Promise<ApiAnswer['body']> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    }
    return answer.body;
  }

  /** Applies a document given as an object; `id` is needed, the namespace is `acme` unless it says another. */
  apply(parts: Readonly<Record<string, unknown>>, environment?: string): Promise<ApiAnswer['body']> {
    const query = environment === undefined ? '' : `?environment=${environment}`;
    return this.must('PUT', `/workflows${query}`, JSON.stringify({ namespace: 'acme', ...parts }));
  }

  /** URL of the hook of a workflow's trigger. */
  async hookOf(workflow: string, trigger = 'hook'): Promise<string> {
    const { hooks } = await this.must('GET', `/workflows/${workflow}`);
    const { url } = (hooks as { trigger: string; url: string }[]).find((one) => one.trigger === trigger)!;
    return this.signet.url + new URL(url).pathname;
  }

  /** Makes a tenant and speaks for it. */
  async tenant(name: string): Promise<TestApi> {
    const { token } = await this.must('PUT', `/tenants/${name}`, {});
    return new TestApi(this.signet, token as string);
  }
}

export type Api = (method: string, path: string, body?: unknown, token?: string) => Promise<ApiAnswer>;

/** The same as a function, as admin unless another token is given. */
export function anApi(signet: Pick<TestSignet, 'url'>): Api {
  return (method, path, body, token) => new TestApi(signet, token).call(method, path, body);
}

/** A new token of a role. */
export function aToken(api: Api, role: string, namespaces: readonly string[] = []): Promise<string> {
  return newTokenOf(role, namespaces, async (asked) => {
    const { status, body } = await api('POST', '/tokens', asked);
    return { status, token: body.token };
  });
}
