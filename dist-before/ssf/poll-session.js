import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../errors/app-error.js';
import { LedgerUnavailable, TooManyRequests } from '../errors/errors.js';
import { setError, setErrorOf } from '../intake/verification/answer.js';
import { NOTHING_OWED } from './poll-exchange.js';
import { pauseAfter } from './poll-pause.js';
/** A stream that never rests is written about no more often than this. */
const NOTE_EVERY_MS = 5000;
/**
 * Polls one transmitter (RFC 8936) until it is stopped. A token is acknowledged with the poll after the one that brought
 * it, once it is committed; what is not acknowledged comes again and is known by its id.
 */
export class PollSession {
    source;
    parts;
    stopping = new AbortController();
    running;
    owed = NOTHING_OWED;
    failures = 0;
    notedAt = -Infinity;
    constructor(source, parts) {
        this.source = source;
        this.parts = parts;
        this.running = this.run();
    }
    /** Sends what is owed, asks for no more. */
    async stop() {
        this.stopping.abort();
        await this.running;
    }
    async run() {
        const { signal } = this.stopping;
        while (!signal.aborted) {
            const pauseMs = await this.turn();
            await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
        }
        if (this.owed !== NOTHING_OWED) {
            await this.parts.client.acknowledge(this.owed).catch(() => undefined); // then it comes again
        }
    }
    /** One poll and what it brings; resolves to the pause after it. */
    async turn() {
        const startedAt = performance.now();
        const sent = this.owed;
        try {
            const answer = await this.parts.client.poll(sent, this.stopping.signal);
            const isNews = answer !== null && hasNews(answer, sent);
            if (answer !== null) {
                this.owed = NOTHING_OWED;
                await this.take(answer);
            }
            await this.noteAnswer();
            this.parts.metrics.polls.inc({ source: this.source.name, outcome: isNews ? 'tokens' : 'empty' });
            const { intervalSeconds } = this.source.poll;
            return isNews ? 0 : Math.max(0, intervalSeconds * 1000 - (performance.now() - startedAt));
        }
        catch (error) {
            return this.stopping.signal.aborted ? 0 : this.fail(error);
        }
    }
    /**
     * One after the other: lanes go by the order things are accepted in. Throws LedgerUnavailable for what must come again,
     * TooManyRequests when that is for want of room alone.
     */
    async take({ tokens, malformed }) {
        const acks = [];
        const errors = new Map(malformed.map((jti) => [jti, setError('invalid_request')]));
        let isAway = false;
        let left = 0;
        let crowded = 0;
        for (const [jti, token] of tokens) {
            if (isAway || this.stopping.signal.aborted) {
                break;
            }
            const { address } = this.source;
            const verdict = await this.parts.admission.admitFetched(address, this.asRequest(token), jti);
            if (verdict === null || verdict.outcome === 'unavailable') {
                left += 1;
                isAway = verdict?.reason !== 'unexpected'; // one we stumble over must not keep the others back
            }
            else if (verdict.status < 300) {
                acks.push(jti);
            }
            else if (verdict.status === 429) {
                crowded += 1; // an error in its receipt would be final
            }
            else {
                errors.set(jti, setError(setErrorOf(verdict.reason ?? '')));
            }
        }
        this.owed = acks.length + errors.size > 0 ? { acks, errors } : NOTHING_OWED;
        if (left > 0) {
            throw new LedgerUnavailable('not recorded; the transmitter gives it again');
        }
        if (crowded > 0) {
            throw new TooManyRequests('a quota has no room; the transmitter gives it again');
        }
    }
    /** As if it had been pushed: the same checks are made on it. */
    asRequest(token) {
        return {
            method: 'POST',
            url: '/',
            rawHeaders: ['content-type', 'application/secevent+jwt'],
            body: Buffer.from(token),
            remoteAddress: new URL(this.source.poll.endpoint).host,
        };
    }
    async noteAnswer() {
        if (this.failures > 0 || performance.now() - this.notedAt > NOTE_EVERY_MS) {
            await this.parts.leases.noteAnswer(this.parts.poller, this.source.sourceId);
            this.notedAt = performance.now();
            this.failures = 0;
        }
    }
    async fail(error) {
        const { leases, logger, metrics, poller, random } = this.parts;
        const { name: source, sourceId } = this.source;
        this.failures += 1;
        const pauseMs = pauseAfter(error, this.failures, random);
        metrics.polls.inc({ source, outcome: 'failed' });
        const text = error instanceof AppError ? error.message : 'unexpected';
        if (!(error instanceof AppError)) {
            logger.error({ message: 'a poll failed unexpectedly', source, error: String(error) });
        }
        else if (this.failures === 1) {
            logger.info({ message: 'a transmitter cannot be polled', source, error: text });
        }
        await leases.noteFailure(poller, sourceId, text, pauseMs).catch(() => undefined);
        return pauseMs;
    }
}
/** Tokens that were answered for already, and come because that is on its way, are no news. */
function hasNews({ tokens, malformed }, sent) {
    const known = new Set([...sent.acks, ...sent.errors.keys()]);
    return [...tokens.map(([jti]) => jti), ...malformed].some((jti) => !known.has(jti));
}
//# sourceMappingURL=poll-session.js.map