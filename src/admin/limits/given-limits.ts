/** Limits as the API takes and shows them, lengths of time as text. */
import type { Limits, RequestLimit } from '../../config/limits.js';
import { MAX_WINDOW_MS, MIN_WINDOW_MS } from '../../workflow/check-rules.js';
import type { HookLimits } from '../../workflow/document.js';
import { formatDuration, parseDuration } from '../../workflow/duration.js';
import { MAX_REQUESTS } from '../../workflow/limits-schema.js';

interface GivenRequests {
  readonly limit: number;
  readonly per: string;
}

/** What a body says, once it is checked. */
export interface GivenLimits extends Omit<Limits, 'concurrency' | 'timeoutMs' | 'requests'> {
  readonly concurrency?: { readonly limit: number; readonly overflow?: 'queue' | 'cancel' | 'fail' };
  readonly timeout?: string;
  readonly requests?: GivenRequests;
}

/** The limits of a source: of its hook. */
export interface GivenHookLimits {
  readonly requests?: GivenRequests | 'default' | 'none';
}

export function isLength(value: unknown, leastMs: number, mostMs: number): boolean {
  const ms = typeof value === 'string' ? parseDuration(value) : undefined;
  return ms !== undefined && ms >= leastMs && ms <= mostMs;
}

export function isRequestLimit(value: unknown): value is GivenRequests {
  const { limit, per, ...rest } = (typeof value === 'object' ? (value ?? {}) : {}) as Partial<GivenRequests>;
  const isCount = Number.isInteger(limit) && limit! >= 1 && limit! <= MAX_REQUESTS;
  return isCount && isLength(per, MIN_WINDOW_MS, MAX_WINDOW_MS) && Object.keys(rest).length === 0;
}

export function toLimits({ concurrency, timeout, requests, ...quotas }: GivenLimits): Limits {
  return {
    ...quotas,
    ...(concurrency && {
      concurrency: { limit: concurrency.limit, overflow: concurrency.overflow ?? 'queue' },
    }),
    ...(timeout !== undefined && { timeoutMs: parseDuration(timeout)! }),
    ...(requests && { requests: toRequestLimit(requests) }),
  };
}

export function toHookLimits({ requests }: GivenHookLimits): HookLimits {
  return requests === undefined
    ? {}
    : { requests: typeof requests === 'string' ? requests : toRequestLimit(requests) };
}

/** The way back: what `toLimits` understands. */
export function shownLimits({ timeoutMs, requests, ...rest }: Limits): GivenLimits {
  return {
    ...rest,
    ...(timeoutMs !== undefined && { timeout: formatDuration(timeoutMs) }),
    ...(requests && { requests: shownRequests(requests) }),
  };
}

export function shownHookLimits({ requests }: HookLimits): GivenHookLimits {
  return typeof requests === 'object'
    ? { requests: shownRequests(requests) }
    : { ...(requests && { requests }) };
}

export function shownRequests({ limit, windowMs }: RequestLimit): GivenRequests {
  return { limit, per: formatDuration(windowMs) };
}

function toRequestLimit({ limit, per }: GivenRequests): RequestLimit {
  return { limit, windowMs: parseDuration(per)! };
}
