var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../../config/config.js';
import { TooManyRequests } from '../../errors/errors.js';
import { StreamView } from '../../ledger/stream.view.js';
import { LOGGER } from '../../telemetry/logger.js';
import { Metrics } from '../../telemetry/metrics.js';
import { ENDED, EventStream } from './event-stream.js';
import { Rounds } from './rounds.js';
/** Streams fed by one statement; of those with details, whose events may be large, only a few. */
const MOST_TOGETHER = 200;
const MOST_DETAILED_TOGETHER = 5;
const COME_AGAIN_SECONDS = 5;
/** Streams of events to callers, of executions wherever they run. All of them are fed by one look at the ledger. */
let EventStreams = class EventStreams {
    view;
    metrics;
    config;
    logger;
    streams = new Set();
    rounds;
    closed = false;
    constructor(view, metrics, config, logger) {
        this.view = view;
        this.metrics = metrics;
        this.config = config;
        this.logger = logger;
        this.rounds = new Rounds((due) => this.feed(due), (error) => logger.debug({ message: 'streams cannot be fed just now', error: String(error) }));
    }
    /** Streams that are open. */
    get open() {
        return this.streams.size;
    }
    /**
     * Answers with the events of an execution, from where `Last-Event-ID` says or from its beginning, until it has ended.
     * The caller has seen to it that there is such an execution and that it may be read. Throws TooManyRequests.
     */
    serve(execution, request, response, { details = false, mayRead }) {
        if (response.destroyed) {
            return; // it has gone already, and nobody would say so again
        }
        const lastEventId = request.headers['last-event-id'];
        const resumed = typeof lastEventId === 'string' ? lastEventId : undefined;
        if (resumed === ENDED) {
            response.writeHead(204).end(); // tells a reader that it need not come again
            return;
        }
        if (this.closed || this.streams.size >= this.config.answers.streamLimit) {
            this.metrics.streams.inc({ outcome: 'refused' });
            throw new TooManyRequests('too many streams are open', { retryAfterSeconds: COME_AGAIN_SECONDS });
        }
        const stream = new EventStream(response, {
            execution,
            lastEventId: resumed,
            details,
            onHeartbeat: () => void this.askAgain(stream, mayRead),
            onDrain: () => this.rounds.add(stream),
        });
        response.once('close', () => this.gone(stream));
        this.streams.add(stream);
        this.metrics.openStreams.set(this.streams.size);
        this.metrics.streams.inc({ outcome: 'opened' });
        stream.open();
        this.rounds.add(stream);
    }
    /** Ends all streams: their readers come again, to another process. */
    close() {
        this.closed = true;
        this.streams.forEach((stream) => stream.end());
    }
    /** Ends it for a reader who may not read it any more. Never throws. */
    async askAgain(stream, mayRead) {
        try {
            if (!(await mayRead()) && this.streams.has(stream)) {
                stream.end();
            }
        }
        catch (error) {
            this.logger.debug({ message: 'readers cannot be asked for just now', error: String(error) });
        }
    }
    async feed(due) {
        const detailed = due.filter(({ details }) => details);
        const others = due.filter(({ details }) => !details);
        for (const together of [
            ...chunksOf(others, MOST_TOGETHER),
            ...chunksOf(detailed, MOST_DETAILED_TOGETHER),
        ]) {
            const changes = await this.view.changes(together.map(({ execution, after, details }) => ({ id: execution, after, details })));
            together.forEach((stream, index) => this.tell(stream, changes[index] ?? null));
        }
    }
    tell(stream, change) {
        if (!this.streams.has(stream) || stream.isFull) {
            return; // meanwhile gone, or ended
        }
        if (change === null) {
            stream.end(); // retention has dropped it
        }
        else if (stream.take(change) && !stream.isFull) {
            this.rounds.add(stream); // there may be more, or soon
        }
        if (stream.isFull) {
            this.rounds.remove(stream);
        }
    }
    gone(stream) {
        stream.release();
        this.rounds.remove(stream);
        this.streams.delete(stream);
        this.metrics.openStreams.set(this.streams.size);
    }
};
EventStreams = __decorate([
    Injectable(),
    __param(2, Inject(CONFIG)),
    __param(3, Inject(LOGGER)),
    __metadata("design:paramtypes", [StreamView,
        Metrics, Object, Object])
], EventStreams);
export { EventStreams };
function chunksOf(all, size) {
    return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}
//# sourceMappingURL=event-streams.service.js.map