import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Ticker } from '../config/ticker.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { HeardClient, KEPT_ALIVE } from './heard-client.js';

const RECONNECT_MS = 500;
/** Who only listens does not notice that nobody speaks any more: it asks so often, and waits so long for an answer. */
const ASK_EVERY_MS = 5_000;
const SILENCE_MS = 5_000;
/** On which workers hear that something was asked of an execution they may hold. */
export const CONTROL_CHANNEL = 'signet_control';

/** Tables whose changes are announced on the channel `signet_changed`. */
export type AnnouncedTable =
  | 'workflow'
  | 'deployment'
  | 'trigger_switch'
  | 'source'
  | 'hook'
  | 'secret'
  | 'variable'
  | 'environment'
  | 'tenant'
  | 'directory'
  | 'api_token'
  | 'callback'
  | 'sample';

/**
 * Tells what this process keeps in memory that it is stale. After a lost connection everything counts as stale: what
 * was announced meanwhile is not repeated.
 */
@Injectable()
export class Changes implements OnModuleInit, OnApplicationShutdown {
  private readonly controlled: ((executionId: string) => void)[] = [];
  private readonly listeners: { tables: ReadonlySet<string>; callback: () => void }[] = [];
  private readonly asking = new Ticker(
    ASK_EVERY_MS,
    async () => void (await this.client?.query('select 1')),
    (error) => this.lost(error),
  );
  private client: HeardClient | null = null;
  private retry: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Calls back, soon after, whenever one of the tables changed anywhere. */
  on(tables: readonly AnnouncedTable[], callback: () => void): void {
    this.listeners.push({ tables: new Set(tables), callback });
  }

  /** Calls back with the id of an execution that something was asked of; what is missed, the lease keeper finds. */
  onControl(callback: (executionId: string) => void): void {
    this.controlled.push(callback);
  }

  async onModuleInit(): Promise<void> {
    await this.connect().catch((error: unknown) => this.lost(error));
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry ?? undefined);
    await this.client?.end().catch(() => undefined);
    await this.asking.stop();
  }

  private async connect(): Promise<void> {
    const client = new HeardClient({
      connectionString: this.config.database.url,
      application_name: 'signet changes',
      connectionTimeoutMillis: 5000,
      silenceMs: SILENCE_MS,
      ...KEPT_ALIVE,
    });
    this.client = client;
    client.on('notification', ({ channel, payload = '' }) =>
      channel === CONTROL_CHANNEL
        ? this.controlled.forEach((callback) => callback(payload))
        : this.tell((tables) => tables.has(payload)),
    );
    client.on('error', (error) => this.lost(error));
    client.on('end', () => this.lost(new Error('connection ended')));
    await client.connect();
    await client.query(`listen signet_changed; listen ${CONTROL_CHANNEL}`);
    this.asking.start();
    this.tell(() => true);
  }

  private lost(error: unknown): void {
    if (this.closed || this.retry) {
      return;
    }
    this.logger.info({
      message: 'lost the announcements of the ledger, connecting again',
      error: String(error),
    });
    void this.asking.stop();
    this.client?.removeAllListeners();
    this.client?.on('error', () => undefined);
    this.client?.end().catch(() => undefined);
    this.retry = setTimeout(() => {
      this.retry = null;
      this.connect().catch((again: unknown) => this.lost(again));
    }, RECONNECT_MS);
  }

  private tell(concerned: (tables: ReadonlySet<string>) => boolean): void {
    this.listeners.filter(({ tables }) => concerned(tables)).forEach(({ callback }) => callback());
  }
}
