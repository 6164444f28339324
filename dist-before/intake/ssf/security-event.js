import { isJsonObject } from '../parsing/json.js';
import { shortTypeOf } from './event-types.js';
/**
 * The event of a proven security event token (RFC 8417): its type by its short name, its body the claims and, under
 * `event`, what they say in one place. Anything else is left as it is.
 */
export function asSecurityEvent(event, claims) {
    const events = claims?.['events'];
    if (!claims || !isJsonObject(events) || event.type === null || !Object.hasOwn(events, event.type)) {
        return event;
    }
    const type = nameOf(event.type, events);
    const subject = event.subject ?? subjectClaim(claims);
    const content = { type, subject, payload: events[type] };
    return { ...event, type: shortTypeOf(type) ?? type, subject, body: { ...claims, event: content } };
}
/** Of several names for one event the one with a short name goes before the others. */
function nameOf(first, events) {
    return shortTypeOf(first) === null
        ? (Object.keys(events).find((name) => shortTypeOf(name) !== null) ?? first)
        : first;
}
/** Plain tokens name their subject like any other JWT (RFC 8417 section 2.2). */
function subjectClaim({ iss, sub }) {
    return typeof sub === 'string' && sub !== '' ? { format: 'iss_sub', iss, sub } : null;
}
//# sourceMappingURL=security-event.js.map