import { TargetRefused } from '../errors/errors.js';
/** The ways tokens are delivered by, by their addresses (SSF 1.0 section 6.1). */
export const DELIVERY = { push: 'urn:ietf:rfc:8935', poll: 'urn:ietf:rfc:8936' };
/** The body that creates a stream, or says it anew. */
export function streamBody({ method, push, events, description }) {
    return {
        delivery: {
            method: DELIVERY[method],
            ...(push && { endpoint_url: push.endpoint, authorization_header: push.authorization }),
        },
        events_requested: events,
        description,
    };
}
/** Throws TargetRefused for what is no stream. Members of earlier drafts are understood. */
export function readStream(value) {
    const { stream_id: streamId, aud, delivery, events_delivered: events } = objectOf(value);
    if (typeof streamId !== 'string' || streamId === '') {
        throw new TargetRefused('the transmitter describes a stream without an id');
    }
    const { endpoint_url: endpoint, url } = objectOf(delivery);
    return {
        streamId,
        audience: typeof aud === 'string' ? [aud] : textsOf(aud),
        endpoint: textOf(endpoint ?? url),
        eventsDelivered: textsOf(events),
    };
}
function objectOf(value) {
    return typeof value === 'object' && value !== null ? value : {};
}
function textOf(value) {
    return typeof value === 'string' && value !== '' ? value : null;
}
function textsOf(value) {
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
//# sourceMappingURL=stream-configuration.js.map