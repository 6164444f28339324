import { TargetRefused } from '../errors/errors.js';
export const NOTHING_OWED = { acks: [], errors: new Map() };
/** The body of a poll (RFC 8936 section 2.2). `maxEvents: 0` acknowledges, and asks for nothing. */
export function pollBody(receipts, options) {
    const { acks, errors } = receipts;
    return JSON.stringify({
        maxEvents: options.maxEvents,
        returnImmediately: !options.longPoll,
        ...(acks.length > 0 && { ack: acks }),
        ...(errors.size > 0 && { setErrs: Object.fromEntries(errors) }),
    });
}
/** Reads the answer to a poll (RFC 8936 section 2.3). Throws TargetRefused for what is none. */
export function readPollAnswer(body) {
    const answer = parsed(body);
    const { sets = {}, moreAvailable } = answer;
    if (typeof sets !== 'object' || sets === null || Array.isArray(sets)) {
        throw new TargetRefused('the transmitter does not answer a poll as RFC 8936 says');
    }
    const entries = Object.entries(sets);
    return {
        tokens: entries.filter((entry) => typeof entry[1] === 'string'),
        malformed: entries.filter(([, token]) => typeof token !== 'string').map(([jti]) => jti),
        more: moreAvailable === true,
    };
}
function parsed(body) {
    let value = null;
    try {
        value = JSON.parse(body.toString('utf8'));
    }
    catch {
        // said below, without repeating what came
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new TargetRefused('the transmitter does not answer a poll with a JSON object');
    }
    return value;
}
//# sourceMappingURL=poll-exchange.js.map