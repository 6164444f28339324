import type { IncomingMessage, ServerResponse } from 'node:http';

/** Who waits for an answer: what it would rather have, and whether it is still there. */
export interface Caller {
  /** `Prefer` of its request. */
  readonly prefer: string | undefined;
  /** Aborts when it goes away before it is answered. */
  hangUp(): AbortSignal;
}

export function callerOf({ headers }: IncomingMessage, response: ServerResponse): Caller {
  const { prefer } = headers;
  return {
    prefer: Array.isArray(prefer) ? prefer.join(', ') : prefer,
    hangUp: () => {
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      if (response.destroyed) {
        gone.abort(); // it has gone already
      }
      return gone.signal;
    },
  };
}

/** What a caller asks for with `Prefer` (RFC 7240). */
export interface Preference {
  /** `wait=N` in milliseconds; `respond-async` alone is a wait of nothing. Undefined: it has none. */
  readonly waitMs: number | undefined;
  /** `respond-async` was asked for. */
  readonly isAsync: boolean;
}

const ITEM = /^\s*([a-z-]+)\s*(?:=\s*"?(\d{1,9})"?\s*)?(?:;.*)?$/i;

/** The first of a preference counts, and what is none of these is passed over (RFC 7240, section 2). */
export function preferenceOf(prefer: string | undefined): Preference {
  let waitMs: number | undefined;
  let isAsync = false;
  for (const item of prefer === undefined ? [] : prefer.split(',')) {
    const [, name = '', value] = ITEM.exec(item) ?? [];
    if (name.toLowerCase() === 'wait' && value !== undefined) {
      waitMs ??= Number(value) * 1000;
    }
    isAsync ||= name.toLowerCase() === 'respond-async';
  }
  return { waitMs: waitMs ?? (isAsync ? 0 : undefined), isAsync };
}
