/** The management API, as the command line speaks to it. */
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { CommandFailed, EXIT } from './exit-code.js';
import { describeProblem } from './problem.js';
import type { Problem } from './problem.js';

const PATIENCE_MS = 60_000;
const STREAM_PATIENCE_MS = 3_600_000;
const PAGE = 100;
const GATEWAY = [502, 503, 504];

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

/** Query parameters by name; what is undefined is left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** The server answered, and the answer is no. */
export class ApiRefused extends CommandFailed {
  constructor(
    readonly status: number,
    readonly problem: Problem,
    place: string,
  ) {
    const isAccess = status === 401 || status === 403;
    super(isAccess ? EXIT.unreachable : EXIT.failed, describeProblem(status, problem, place), {
      status,
      problem,
    });
  }
}

export interface Server {
  readonly url: string;
  readonly token: string;
  /** Whose paths are used; without it those of the token's own. */
  readonly tenant?: string | undefined;
}

export class ApiClient {
  private readonly base: string;

  constructor(private readonly server: Server) {
    const tenant = server.tenant === undefined ? '' : `/${server.tenant}`;
    this.base = `${server.url.replace(/\/+$/, '')}/api/v1${tenant}`;
  }

  /** The answer's JSON; null when it has none. `path` begins with a slash. Throws ApiRefused or CommandFailed. */
  get<T>(path: string, query: Query = {}): Promise<T> {
    return this.send<T>('GET', withQuery(path, query));
  }

  post<T>(path: string, body?: unknown, query: Query = {}): Promise<T> {
    return this.send<T>('POST', withQuery(path, query), json(body ?? {}));
  }

  /** The lines of an answer, each its own JSON, as they come. Throws ApiRefused or CommandFailed. */
  postForLines<T>(path: string, body: unknown): AsyncGenerator<T> {
    return this.lines('POST', path, json(body));
  }

  /** As `postForLines`. */
  getLines<T>(path: string, query: Query = {}): AsyncGenerator<T> {
    return this.lines('GET', withQuery(path, query));
  }

  put<T>(path: string, body: unknown, query: Query = {}): Promise<T> {
    return this.send<T>('PUT', withQuery(path, query), json(body));
  }

  /** For what tells more the first time it is asked: never asked twice. */
  putOnce<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>('PUT', path, json(body), false);
  }

  delete<T>(path: string, query: Query = {}): Promise<T> {
    return this.send<T>('DELETE', withQuery(path, query));
  }

  /** Sends a workflow document as it stands in its file. */
  sendDocument<T>(method: 'PUT' | 'POST', path: string, text: string, query: Query = {}): Promise<T> {
    return this.send<T>(method, withQuery(path, query), { type: 'application/yaml', text });
  }

  /** Pages together, up to `limit` items, from `cursor` on. */
  async list<T>(path: string, query: Query, limit: number): Promise<Page<T>> {
    const items: T[] = [];
    let cursor = query['cursor'];
    for (;;) {
      const size = Math.min(PAGE, limit - items.length);
      const page = await this.get<Page<T>>(path, { ...query, limit: size, cursor });
      items.push(...page.items);
      if (page.next === null || items.length >= limit || page.items.length === 0) {
        return { items, next: page.next };
      }
      cursor = page.next;
    }
  }

  private async *lines<T>(method: string, path: string, body?: Body): AsyncGenerator<T> {
    const response = await this.exchangeOnce(method, path, body, STREAM_PATIENCE_MS);
    if (!response.ok || response.body === null) {
      throw new ApiRefused(
        response.status,
        asProblem(await response.text()),
        `${method} ${this.base}${path}`,
      );
    }
    for await (const line of createInterface({ input: Readable.fromWeb(response.body) })) {
      yield parse(line, this.base) as T;
    }
  }

  private async send<T>(
    method: string,
    path: string,
    body?: Body,
    isRepeatable = method !== 'POST',
  ): Promise<T> {
    const response = await (isRepeatable
      ? this.exchange(method, path, body)
      : this.exchangeOnce(method, path, body));
    const text = await response.text();
    if (!response.ok) {
      throw new ApiRefused(response.status, asProblem(text), `${method} ${this.base}${path}`);
    }
    return (text === '' ? null : parse(text, this.base)) as T;
  }

  private async exchange(method: string, path: string, body?: Body): Promise<Response> {
    const first = await this.exchangeOnce(method, path, body);
    if (!GATEWAY.includes(first.status)) {
      return first;
    }
    await first.arrayBuffer();
    await delay(1_000); // the ledger or a gateway was away: asking twice is harmless
    return this.exchangeOnce(method, path, body);
  }

  private async exchangeOnce(
    method: string,
    path: string,
    body?: Body,
    patienceMs = PATIENCE_MS,
  ): Promise<Response> {
    try {
      return await fetch(`${this.base}${path}`, {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${this.server.token}`,
          ...(body === undefined ? {} : { 'content-type': body.type }),
        },
        ...(body === undefined ? {} : { body: body.text }),
        redirect: 'error', // the token goes nowhere else
        signal: AbortSignal.timeout(patienceMs),
      });
    } catch (error) {
      throw unreachable(this.server.url, error);
    }
  }
}

interface Body {
  readonly type: string;
  readonly text: string;
}

function json(body: unknown): Body {
  return { type: 'application/json', text: JSON.stringify(body) };
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

function asProblem(text: string): Problem {
  try {
    const problem = JSON.parse(text) as unknown;
    return problem !== null && typeof problem === 'object' ? problem : {};
  } catch {
    return {};
  }
}

function parse(text: string, base: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CommandFailed(EXIT.unreachable, `${base} does not answer like Signet: is the address right?`);
  }
}

/** A server that nobody answers for. */
export function unreachable(url: string, error: unknown): CommandFailed {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const { code, name } = cause as NodeJS.ErrnoException;
  const what = code ?? (name === 'TimeoutError' ? 'no answer in time' : 'connection failed');
  return new CommandFailed(
    EXIT.unreachable,
    `cannot reach Signet at ${url} (${what}): start it with "signet up", or name another with --url or SIGNET_URL`,
    { url },
    { cause: error },
  );
}
