import { readJson } from './given.js';
import { namedValues } from './hook-place.js';
import type { Session } from './session.js';

/** The request that a command is about. */
export interface RequestOptions {
  readonly environment?: string;
  readonly method?: string;
  readonly body?: string;
  readonly header?: readonly string[];
  readonly query?: readonly string[];
}

/** As the API takes it. */
export async function requestBody(session: Session, options: RequestOptions): Promise<object> {
  const { environment, method, body, header, query } = options;
  return {
    ...(environment !== undefined && { environment }),
    ...(method !== undefined && { method: method.toUpperCase() }),
    ...(body !== undefined && { body: await readJson(session.shell, body, '--body') }),
    ...(header && { headers: namedValues(header) }),
    ...(query && { query: namedValues(query) }),
  };
}
