import { FROM_THE_START, } from '../../ledger/stream.view.js';
import { OPEN_STATUSES } from '../../ledger/execution-query.view.js';
/** A reader that takes nothing for so long is dropped. */
export const SLOW_MS = 60_000;
export const HEARTBEAT_MS = 15_000;
/** After how long a reader that lost its connection comes back. */
const RETRY_MS = 2000;
const START = { ...FROM_THE_START, status: '', attempt: 0 };
const CURSOR = /^(\d{1,16})-(\d{1,9})-(\d{1,9})-([a-z]{0,12})-(\d{1,9})-([\w-]{0,100})$/;
/** Where a stream goes on after `Last-Event-ID`; from the start for what is none of ours. */
export function cursorOf(lastEventId) {
    const [whole, changedUs = '', position, iteration, status = '', attempt, taskId = ''] = CURSOR.exec(lastEventId ?? '') ?? [];
    if (whole === undefined) {
        return START;
    }
    const run = { changedUs, position: Number(position), iteration: Number(iteration), taskId };
    return { ...run, status, attempt: Number(attempt) };
}
function idOf({ changedUs, position, iteration, status, attempt, taskId }) {
    return [changedUs, position, iteration, status, attempt, taskId].join('-');
}
/** `Last-Event-ID` of a reader that was told the end. */
export const ENDED = 'ended';
/**
 * Writes what changed, as far as the reader takes it. What it cannot take is forgotten here and read again later: a
 * stream holds a cursor and what its socket buffers, no more.
 */
export class EventStream {
    sink;
    options;
    execution;
    details;
    cursor;
    slow = null;
    heartbeat = null;
    ending = false;
    constructor(sink, options) {
        this.sink = sink;
        this.options = options;
        this.execution = options.execution;
        this.details = options.details;
        this.cursor = cursorOf(options.lastEventId);
    }
    /** What comes after this is new to the reader. */
    get after() {
        return this.cursor;
    }
    /** Nothing can be written now: the reader is slow, or this is over. */
    get isFull() {
        return this.ending || this.slow !== null;
    }
    open() {
        this.sink.writeHead(200, {
            'content-type': 'text/event-stream; charset=utf-8',
            'cache-control': 'no-store, no-transform',
            'x-accel-buffering': 'no', // nginx hands events on as they come
            'x-content-type-options': 'nosniff',
        });
        this.write(`retry: ${RETRY_MS}\n\n`);
        this.heartbeat = setInterval(() => {
            this.options.onHeartbeat?.();
            if (!this.isFull) {
                this.write(': still here\n\n');
            }
        }, HEARTBEAT_MS);
    }
    /** Tells what is new, and ends when there is nothing to come; says whether anything was new. */
    take({ runs, more, ...state }) {
        const before = this.cursor;
        const isOpen = OPEN_STATUSES.includes(state.status);
        const isTold = (!isOpen || this.tellState(state)) && runs.every((run) => this.tellRun(run));
        if (isTold && !isOpen && !more && this.tellState(state)) {
            this.write(event(ENDED, 'end', shown(this.execution, state)));
            this.end();
        }
        return this.cursor !== before;
    }
    /** Ends the response. Before the execution has ended, that is: the reader comes again. */
    end() {
        this.ending = true;
        clearInterval(this.heartbeat ?? undefined);
        this.slow ??= setTimeout(() => this.sink.destroy(), SLOW_MS);
        this.sink.end();
    }
    /** Stops the timers: the reader is gone. */
    release() {
        clearInterval(this.heartbeat ?? undefined);
        clearTimeout(this.slow ?? undefined);
    }
    /** These give false when the reader takes no more just now; what they wrote is told all the same. */
    tellState(state) {
        const { status, attempt } = state;
        if (status === this.cursor.status && attempt === this.cursor.attempt) {
            return !this.isFull;
        }
        this.cursor = { ...this.cursor, status, attempt };
        return this.write(event(idOf(this.cursor), 'execution', shown(this.execution, state)));
    }
    tellRun(run) {
        const { changedUs, position, iteration, taskId } = run;
        this.cursor = { ...this.cursor, changedUs, position, iteration, taskId };
        return this.write(event(idOf(this.cursor), 'task', shownRun(this.execution, run, this.details)));
    }
    write(text) {
        if (this.sink.write(text)) {
            return true;
        }
        if (this.slow === null) {
            this.slow = setTimeout(() => this.sink.destroy(), SLOW_MS);
            this.sink.once('drain', () => this.drained());
        }
        return false;
    }
    drained() {
        if (!this.ending) {
            clearTimeout(this.slow ?? undefined);
            this.slow = null;
            this.options.onDrain();
        }
    }
}
function shown(execution, { status, reason, attempt, finishedAt }) {
    return { execution, status, reason, attempt, finishedAt };
}
function shownRun(execution, run, details) {
    const { taskId: task, iteration, action, status, attempt, input, output, error } = run;
    const startedAt = new Date(run.startedAt);
    const finishedAt = run.finishedAt === null ? null : new Date(run.finishedAt);
    const core = { execution, task, iteration, action, status, attempt, startedAt, finishedAt };
    return details ? { ...core, input, output, error } : core;
}
/** JSON has no line breaks, so data is one line. */
function event(id, name, data) {
    return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
//# sourceMappingURL=event-stream.js.map