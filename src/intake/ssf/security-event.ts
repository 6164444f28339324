import { isJsonObject, type JsonObject } from '../parsing/json.js';
import type { ExtractedEvent } from '../verification/events.js';
import { shortTypeOf } from './event-types.js';

/** What `trigger.body.event` shows of a security event token, wherever in it that stood. */
export interface SecurityEvent {
  /** The address of the type, as it came. */
  readonly type: string;
  /** The subject in its structure (RFC 9493); null when there is none. */
  readonly subject: unknown;
  /** What the type says besides. */
  readonly payload: JsonObject;
}

/**
 * The event of a proven security event token (RFC 8417): its type by its short name, its body the claims and, under
 * `event`, what they say in one place. Anything else is left as it is.
 */
export function asSecurityEvent(
  event: ExtractedEvent,
  claims: Readonly<Record<string, unknown>> | undefined,
): ExtractedEvent {
  const events = claims?.['events'];
  if (!claims || !isJsonObject(events) || event.type === null || !Object.hasOwn(events, event.type)) {
    return event;
  }
  const type = nameOf(event.type, events);
  const subject = event.subject ?? subjectClaim(claims);
  const content: SecurityEvent = { type, subject, payload: events[type] as JsonObject };
  return { ...event, type: shortTypeOf(type) ?? type, subject, body: { ...claims, event: content } };
}

/** Of several names for one event the one with a short name goes before the others. */
function nameOf(first: string, events: JsonObject): string {
  return shortTypeOf(first) === null
    ? (Object.keys(events).find((name) => shortTypeOf(name) !== null) ?? first)
    : first;
}

/** Plain tokens name their subject like any other JWT (RFC 8417 section 2.2). */
function subjectClaim({ iss, sub }: Readonly<Record<string, unknown>>): ExtractedEvent['subject'] {
  return typeof sub === 'string' && sub !== '' ? { format: 'iss_sub', iss, sub } : null;
}
