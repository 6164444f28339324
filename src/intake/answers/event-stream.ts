/** Server-sent events of one execution (WHATWG HTML, section 9.2). */
import type { ServerResponse } from 'node:http';
import {
  type ChangedRun,
  type ExecutionChange,
  FROM_THE_START,
  type RunCursor,
} from '../../ledger/stream.view.js';
import { OPEN_STATUSES } from '../../ledger/execution-query.view.js';

/** A reader that takes nothing for so long is dropped. */
export const SLOW_MS = 60_000;
export const HEARTBEAT_MS = 15_000;
/** After how long a reader that lost its connection comes back. */
const RETRY_MS = 2000;

/** How far a reader has come: what it was told of the execution, and of its runs. */
export interface StreamCursor extends RunCursor {
  readonly status: string;
  readonly attempt: number;
}

const START: StreamCursor = { ...FROM_THE_START, status: '', attempt: 0 };
const CURSOR = /^(\d{1,16})-(\d{1,9})-(\d{1,9})-([a-z]{0,12})-(\d{1,9})-([\w-]{0,100})$/;

/** Where a stream goes on after `Last-Event-ID`; from the start for what is none of ours. */
export function cursorOf(lastEventId: string | undefined): StreamCursor {
  const [whole, changedUs = '', position, iteration, status = '', attempt, taskId = ''] =
    CURSOR.exec(lastEventId ?? '') ?? [];
  if (whole === undefined) {
    return START;
  }
  const run = { changedUs, position: Number(position), iteration: Number(iteration), taskId };
  return { ...run, status, attempt: Number(attempt) };
}

function idOf({ changedUs, position, iteration, status, attempt, taskId }: StreamCursor): string {
  return [changedUs, position, iteration, status, attempt, taskId].join('-');
}

/** `Last-Event-ID` of a reader that was told the end. */
export const ENDED = 'ended';

/** All that a stream needs of a response. */
export type Sink = Pick<ServerResponse, 'writeHead' | 'write' | 'end' | 'destroy' | 'once'>;

export interface StreamOptions {
  readonly execution: string;
  readonly lastEventId?: string | undefined;
  /** Tells what went into tasks and came out as well. */
  readonly details: boolean;
  /** Called now and then while it is open. */
  readonly onHeartbeat?: () => void;
  /** The reader can take more again. */
  readonly onDrain: () => void;
}

/**
 * Writes what changed, as far as the reader takes it. What it cannot take is forgotten here and read again later: a
 * stream holds a cursor and what its socket buffers, no more.
 */
export class EventStream {
  readonly execution: string;
  readonly details: boolean;
  private cursor: StreamCursor;
  private slow: NodeJS.Timeout | null = null;
  private heartbeat: NodeJS.Timeout | null = null;
  private ending = false;

  constructor(
    private readonly sink: Sink,
    private readonly options: StreamOptions,
  ) {
    this.execution = options.execution;
    this.details = options.details;
    this.cursor = cursorOf(options.lastEventId);
  }

  /** What comes after this is new to the reader. */
  get after(): RunCursor {
    return this.cursor;
  }

  /** Nothing can be written now: the reader is slow, or this is over. */
  get isFull(): boolean {
    return this.ending || this.slow !== null;
  }

  open(): void {
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
  take({ runs, more, ...state }: ExecutionChange): boolean {
    const before = this.cursor;
    const isOpen = (OPEN_STATUSES as readonly string[]).includes(state.status);
    const isTold = (!isOpen || this.tellState(state)) && runs.every((run) => this.tellRun(run));
    if (isTold && !isOpen && !more && this.tellState(state)) {
      this.write(event(ENDED, 'end', shown(this.execution, state)));
      this.end();
    }
    return this.cursor !== before;
  }

  /** Ends the response. Before the execution has ended, that is: the reader comes again. */
  end(): void {
    this.ending = true;
    clearInterval(this.heartbeat ?? undefined);
    this.slow ??= setTimeout(() => this.sink.destroy(), SLOW_MS);
    this.sink.end();
  }

  /** Stops the timers: the reader is gone. */
  release(): void {
    clearInterval(this.heartbeat ?? undefined);
    clearTimeout(this.slow ?? undefined);
  }

  /** These give false when the reader takes no more just now; what they wrote is told all the same. */
  private tellState(state: State): boolean {
    const { status, attempt } = state;
    if (status === this.cursor.status && attempt === this.cursor.attempt) {
      return !this.isFull;
    }
    this.cursor = { ...this.cursor, status, attempt };
    return this.write(event(idOf(this.cursor), 'execution', shown(this.execution, state)));
  }

  private tellRun(run: ChangedRun): boolean {
    const { changedUs, position, iteration, taskId } = run;
    this.cursor = { ...this.cursor, changedUs, position, iteration, taskId };
    return this.write(event(idOf(this.cursor), 'task', shownRun(this.execution, run, this.details)));
  }

  private write(text: string): boolean {
    if (this.sink.write(text)) {
      return true;
    }
    if (this.slow === null) {
      this.slow = setTimeout(() => this.sink.destroy(), SLOW_MS);
      this.sink.once('drain', () => this.drained());
    }
    return false;
  }

  private drained(): void {
    if (!this.ending) {
      clearTimeout(this.slow ?? undefined);
      this.slow = null;
      this.options.onDrain();
    }
  }
}

type State = Omit<ExecutionChange, 'runs' | 'more'>;

function shown(execution: string, { status, reason, attempt, finishedAt }: State): object {
  return { execution, status, reason, attempt, finishedAt };
}

function shownRun(execution: string, run: ChangedRun, details: boolean): object {
  const { taskId: task, iteration, action, status, attempt, input, output, error } = run;
  const startedAt = new Date(run.startedAt);
  const finishedAt = run.finishedAt === null ? null : new Date(run.finishedAt);
  const core = { execution, task, iteration, action, status, attempt, startedAt, finishedAt };
  return details ? { ...core, input, output, error } : core;
}

/** JSON has no line breaks, so data is one line. */
function event(id: string, name: string, data: object): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
