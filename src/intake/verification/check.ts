import type { ReasonCode } from './reason.js';
import type { RequestView } from './request-view.js';
import type { ReadFault } from './locator.js';

/** What one check found: the reason it refuses, or which live secret matched (index in the endpoint's list). */
export type Outcome =
  | { refused: ReasonCode; secretIndex?: undefined }
  | { refused?: undefined; secretIndex?: number | undefined };

/** A check made ready for one endpoint. Synchronous unless keys must be fetched or imported. */
export type CompiledCheck = (view: RequestView, now: Date) => Outcome | Promise<Outcome>;

export const PASSED: Outcome = {};

export function refuse(refused: ReasonCode): Outcome {
  return { refused };
}

/** Nothing usable stood where a locator points: repeated, unreadable, or simply not there. */
export function refuseUnread(read: null | ReadFault, absent: ReasonCode): Outcome {
  return refuse(unreadReason(read, absent));
}

export function unreadReason(read: null | ReadFault, absent: ReasonCode): ReasonCode {
  if (read === null) {
    return absent;
  }
  return read.fault === 'duplicate' ? 'duplicate_header' : 'malformed_body';
}
