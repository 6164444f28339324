import { OutcomeUnknown, TaskFailed } from '../errors/errors.js';
import { pollBody, readPollAnswer } from './poll-exchange.js';
import { requireSuccess } from './transmitters.service.js';
/** How long a transmitter may keep a poll open. */
const LONG_POLL_MS = 60_000;
const SHORT_POLL_MS = 15_000;
const GOODBYE_MS = 2000;
/** Tokens have 64 KB at most; a transmitter that sends more at once is asked for less. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** Speaks to the poll endpoint of one source. */
export class PollClient {
    source;
    client;
    open;
    maxEvents;
    /** `open` gives the `Authorization` text out of its seal. */
    constructor(source, client, open) {
        this.source = source;
        this.client = client;
        this.open = open;
        this.maxEvents = source.poll.maxEvents;
    }
    /** Null when the transmitter had nothing to say for as long as it was listened to. Throws what its answer means. */
    async poll(receipts, signal) {
        const { endpoint, longPoll, maxEvents } = this.source.poll;
        try {
            const body = pollBody(receipts, { maxEvents: this.maxEvents, longPoll });
            const response = await this.post(body, longPoll ? LONG_POLL_MS : SHORT_POLL_MS, signal);
            requireSuccess(response, endpoint);
            const answer = readPollAnswer(response.body);
            this.maxEvents = answer.more ? this.maxEvents : maxEvents;
            return answer;
        }
        catch (error) {
            if (longPoll && isSilence(error)) {
                return null;
            }
            if (error instanceof TaskFailed) {
                this.maxEvents = Math.max(1, Math.floor(this.maxEvents / 2)); // it was too much at once
            }
            throw error;
        }
    }
    /** Acknowledges, and asks for nothing. */
    async acknowledge(receipts) {
        const body = pollBody(receipts, { maxEvents: 0, longPoll: false });
        requireSuccess(await this.post(body, GOODBYE_MS), this.source.poll.endpoint);
    }
    post(body, timeoutMs, signal) {
        const { endpoint, authorization } = this.source.poll;
        return this.client.request({
            method: 'POST',
            url: endpoint,
            headers: {
                accept: 'application/json',
                'content-type': 'application/json',
                'content-language': 'en',
                ...(authorization && { authorization: this.open(this.source, authorization.sealed) }),
            },
            body,
            timeoutMs,
            maxBytes: MAX_ANSWER_BYTES,
            ...(signal && { signal }),
        });
    }
}
function isSilence(error) {
    return (error instanceof OutcomeUnknown &&
        error.cause instanceof DOMException &&
        error.cause.name === 'TimeoutError');
}
//# sourceMappingURL=poll-client.js.map