import { Ticker } from '../config/ticker.js';
import type { Logger } from '../telemetry/logger.js';

/** One that hangs is found out so much later, and as much as a command may take. */
const ASKED_EVERY_MS = 1000;

/** Whether Redis answers. A connection does not tell: a Redis that hangs takes those too, and so does any other server. */
export class RedisPresence {
  private answers = false;
  private awaySince: number | null = null;
  private readonly ticker = new Ticker(ASKED_EVERY_MS, () => this.ask());

  /** `ping` rejects when no answer comes, and is null while there is no connection. */
  constructor(
    private readonly ping: () => Promise<unknown> | null,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.ticker.start();
  }

  get isHere(): boolean {
    return this.answers;
  }

  async ask(): Promise<void> {
    try {
      if (await this.ping()) {
        this.noteBack();
      }
    } catch (error) {
      this.noteAway(error);
    }
  }

  /** The connection has ended, for whatever reason. */
  noteParted(): void {
    this.answers = false;
  }

  /** Says so once per absence: a Redis that is away fails many times a second. */
  noteAway(error: unknown): void {
    this.answers = false;
    if (this.awaySince === null) {
      this.awaySince = Date.now();
      this.logger.warn({ message: 'Redis is away: dispatching from the ledger alone', error: String(error) });
    }
  }

  stop(): Promise<void> {
    return this.ticker.stop();
  }

  private noteBack(): void {
    this.answers = true;
    if (this.awaySince !== null) {
      this.logger.info({ message: 'Redis is back', silentMs: Date.now() - this.awaySince });
      this.awaySince = null;
    }
  }
}
