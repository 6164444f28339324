import { isDeepStrictEqual } from 'node:util';
import { Conflict, InvalidParameters, TargetRefused } from '../../errors/errors.js';
import { addressOfType, EVENT_TYPES } from '../../intake/ssf/event-types.js';
import { DELIVERY, } from '../../ssf/stream-configuration.js';
import { matchesType } from '../../workflow/trigger-match.js';
/** Audience of a source whose own is not known yet; nothing is judged by it. */
const PENDING = 'urn:signet:pending';
/** Throws Conflict when the stream cannot be set up from here at all. */
export function requireManaged({ given, transmitter }) {
    const { configurationEndpoint, deliveryMethods } = transmitter;
    if (configurationEndpoint === null) {
        throw new Conflict('the transmitter has no stream management: set the stream up there, and the source by hand');
    }
    if (deliveryMethods.length > 0 && !deliveryMethods.includes(DELIVERY[given.method])) {
        throw new Conflict(`the transmitter does not deliver by ${given.method}`, { deliveryMethods });
    }
    return configurationEndpoint;
}
/** What is asked of the transmitter. Throws InvalidParameters for a family without members. */
export function streamRequest({ given, authorization }, pushUrl, name) {
    return {
        method: given.method,
        ...(given.method === 'push' && { push: { endpoint: pushUrl, authorization } }),
        events: (given.events ?? ['*']).flatMap(eventAddresses),
        description: `Signet source ${name}`,
    };
}
function eventAddresses(wanted) {
    if (!wanted.endsWith('*')) {
        return [addressOfType(wanted)];
    }
    const types = EVENT_TYPES.filter((type) => matchesType(wanted, type));
    if (types.length === 0) {
        throw new InvalidParameters(`events: ${wanted} takes no event type that is known`, { member: 'events' });
    }
    return types.map(addressOfType);
}
/**
 * What the source says about its sender. `stream` is what the transmitter said; without it the audience may not be known
 * yet, and the source is pending.
 */
export function sourceProofs(before, plan, stream) {
    const { given, transmitter, token, authorization, isKept } = plan;
    const { issuer, jwksUri } = transmitter;
    const config = before?.verify?.config ?? {};
    const said = stream && stream.audience.length > 0 ? stream.audience : undefined;
    const earlier = config['audience'] === PENDING ? undefined : config['audience'];
    const audience = given.audience ?? said ?? earlier;
    const isPolled = given.method === 'poll';
    const secrets = isPolled ? [] : isKept ? undefined : [authorization];
    return {
        verify: {
            profile: given.profile ?? before?.verify?.profile ?? 'ssf',
            config: { ...config, issuer, jwksUri, audience: audience ?? PENDING },
            ...(secrets && { secrets }),
        },
        poll: isPolled ? (stream ? { ...before?.poll, ...pollAt(stream, token) } : before?.poll) : undefined,
        ...(audience === undefined && { pending: requirePending(stream) }),
    };
}
/** Whether a source that proves its sender as `before` says would refuse what it will take once the stream is agreed. */
export function isOtherSender(before, plan) {
    const { verify, pending = false } = sourceProofs(before, plan, null);
    return pending || !isDeepStrictEqual({ ...verify, secrets: null }, { ...before.verify, secrets: null });
}
function pollAt(stream, token) {
    if (stream.endpoint === null) {
        throw new TargetRefused('the transmitter names no endpoint to poll the stream at');
    }
    return { endpoint: stream.endpoint, ...(token !== null && { authorization: `Bearer ${token}` }) };
}
function requirePending(stream) {
    if (stream !== null) {
        throw new InvalidParameters('audience: the transmitter names none, so it must be given', {
            member: 'audience',
        });
    }
    return true;
}
//# sourceMappingURL=ssf-plan.js.map