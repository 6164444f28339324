/** The one way to the API: every failure comes out as an ApiError, pages never see a response. */
import { readToken } from '../session/token';

/** A fault of one member of what was sent. */
export interface MemberFault {
  readonly path: string;
  readonly message: string;
}

/** What went wrong, as the API's problem documents say it (RFC 9457). */
export class ApiError extends Error {
  constructor(
    message: string,
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    readonly code: string,
    readonly requestId: string | null = null,
    readonly problem: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = new.target.name;
  }

  /** All members that are at fault, where the request was refused for them. */
  get errors(): readonly MemberFault[] {
    return (this.problem['errors'] as MemberFault[] | undefined) ?? [];
  }
}

/** What a question may carry: members that are null, undefined or empty are left out. */
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

interface Body {
  readonly type: string;
  readonly text: string;
}

export function get<T>(path: string, query: Query = {}): Promise<T> {
  return ask<T>('GET', withQuery(path, query));
}

/** With another token than that of the tab. */
export function getAs<T>(token: string, path: string): Promise<T> {
  return ask<T>('GET', path, undefined, token);
}

/** As text: an export, a document. */
export function getText(path: string, query: Query = {}): Promise<string> {
  return send('GET', withQuery(path, query)).then((response) => response.text());
}

export function post<T>(path: string, body?: unknown, query: Query = {}): Promise<T> {
  return ask<T>('POST', withQuery(path, query), body === undefined ? undefined : json(body));
}

/** Lines of JSON as they come; whoever stops reading, or the signal, ends the work. */
export async function* postForLines<Line>(
  path: string,
  body: unknown,
  signal: AbortSignal,
): AsyncGenerator<Line> {
  const response = await send('POST', path, json(body), { signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value = '' } = await reader.read();
    const lines = (rest + value).split('\n');
    rest = done ? '' : lines.pop()!;
    for (const line of lines.filter((one) => one !== '')) {
      yield JSON.parse(line) as Line;
    }
    if (done) {
      return;
    }
  }
}

export function put<T>(path: string, body: unknown, query: Query = {}): Promise<T> {
  return ask<T>('PUT', withQuery(path, query), json(body));
}

/** A workflow document, kept as it is written. */
export function sendDocument<T>(
  method: 'PUT' | 'POST',
  path: string,
  text: string,
  query: Query = {},
): Promise<T> {
  return ask<T>(method, withQuery(path, query), { type: 'application/yaml', text });
}

export function remove<T = void>(path: string, query: Query = {}): Promise<T> {
  return ask<T>('DELETE', withQuery(path, query));
}

export function withQuery(path: string, query: Query): string {
  const entries = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  return entries.length === 0 ? path : `${path}?${new URLSearchParams(entries).toString()}`;
}

const json = (body: unknown): Body => ({ type: 'application/json', text: JSON.stringify(body) });

async function ask<T>(method: string, url: string, body?: Body, token = readToken()): Promise<T> {
  const response = await send(method, url, body, { token });
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

interface SendOptions {
  readonly token?: string | null;
  readonly signal?: AbortSignal;
}

async function send(
  method: string,
  url: string,
  body?: Body,
  { token = readToken(), signal }: SendOptions = {},
): Promise<Response> {
  const headers = {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(body ? { 'content-type': body.type } : {}),
  };
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers,
      cache: 'no-store',
      ...(body && { body: body.text }),
      ...(signal && { signal }),
    });
  } catch {
    throw new ApiError('Signet does not answer', 0, 'no_answer');
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

async function refusal(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const said = (name: string): string | null => (typeof problem[name] === 'string' ? problem[name] : null);
  return new ApiError(
    said('msg') ?? `Signet answered ${response.status}`,
    response.status,
    said('code') ?? 'unknown',
    said('requestId'),
    problem,
  );
}
