import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../answer.js';
import type { RawRequest } from '../verification/raw-request.js';

/** One request and its response, for what cannot be said as an `Answer`. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What a path leads to. */
export interface Errand {
  readonly methods: readonly string[];
  /** Called once the body is in. Never rejects; null when it has answered the exchange itself. */
  answer(raw: RawRequest, exchange: Exchange): Promise<Answer | null>;
}

/** Paths of one kind that callers from the street may use. */
export interface Entrance {
  /** `path` is what the request line has before the query, not decoded. Null when it is none of these. */
  lead(path: string): Errand | null;
}

/** Token of all entrances there are. */
export const ENTRANCES = Symbol('ENTRANCES');

/** A segment of a path as it is meant; null for what is no text in percent encoding. */
export function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
