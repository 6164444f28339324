import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { TooManyRequests } from '../../errors/errors.js';
import { type ExecutionChange, StreamView } from '../../ledger/stream.view.js';
import { LOGGER, type Logger } from '../../telemetry/logger.js';
import { Metrics } from '../../telemetry/metrics.js';
import { ENDED, EventStream } from './event-stream.js';
import { Rounds } from './rounds.js';

/** Streams fed by one statement; of those with details, whose events may be large, only a few. */
const MOST_TOGETHER = 200;
const MOST_DETAILED_TOGETHER = 5;
const COME_AGAIN_SECONDS = 5;

export interface StreamWishes {
  /** Tells what went into tasks and came out as well: for who may read that. */
  readonly details?: boolean;
  /** Asked again every 15 seconds: whether the reader may still read it. One that cannot be asked just now may. */
  readonly mayRead: () => Promise<boolean>;
}

/** Streams of events to callers, of executions wherever they run. All of them are fed by one look at the ledger. */
@Injectable()
export class EventStreams {
  private readonly streams = new Set<EventStream>();
  private readonly rounds: Rounds<EventStream>;
  private closed = false;

  constructor(
    private readonly view: StreamView,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = new Rounds(
      (due) => this.feed(due),
      (error) => logger.debug({ message: 'streams cannot be fed just now', error: String(error) }),
    );
  }

  /** Streams that are open. */
  get open(): number {
    return this.streams.size;
  }

  /**
   * Answers with the events of an execution, from where `Last-Event-ID` says or from its beginning, until it has ended.
   * The caller has seen to it that there is such an execution and that it may be read. Throws TooManyRequests.
   */
  serve(
    execution: string,
    request: IncomingMessage,
    response: ServerResponse,
    { details = false, mayRead }: StreamWishes,
  ): void {
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
    const stream: EventStream = new EventStream(response, {
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
  close(): void {
    this.closed = true;
    this.streams.forEach((stream) => stream.end());
  }

  /** Ends it for a reader who may not read it any more. Never throws. */
  private async askAgain(stream: EventStream, mayRead: () => Promise<boolean>): Promise<void> {
    try {
      if (!(await mayRead()) && this.streams.has(stream)) {
        stream.end();
      }
    } catch (error) {
      this.logger.debug({ message: 'readers cannot be asked for just now', error: String(error) });
    }
  }

  private async feed(due: readonly EventStream[]): Promise<void> {
    const detailed = due.filter(({ details }) => details);
    const others = due.filter(({ details }) => !details);
    for (const together of [
      ...chunksOf(others, MOST_TOGETHER),
      ...chunksOf(detailed, MOST_DETAILED_TOGETHER),
    ]) {
      const changes = await this.view.changes(
        together.map(({ execution, after, details }) => ({ id: execution, after, details })),
      );
      together.forEach((stream, index) => this.tell(stream, changes[index] ?? null));
    }
  }

  private tell(stream: EventStream, change: ExecutionChange | null): void {
    if (!this.streams.has(stream) || stream.isFull) {
      return; // meanwhile gone, or ended
    }
    if (change === null) {
      stream.end(); // retention has dropped it
    } else if (stream.take(change) && !stream.isFull) {
      this.rounds.add(stream); // there may be more, or soon
    }
    if (stream.isFull) {
      this.rounds.remove(stream);
    }
  }

  private gone(stream: EventStream): void {
    stream.release();
    this.rounds.remove(stream);
    this.streams.delete(stream);
    this.metrics.openStreams.set(this.streams.size);
  }
}

function chunksOf<T>(all: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}
