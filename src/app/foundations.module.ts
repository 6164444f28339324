import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock, systemClock } from '../config/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { VERSION } from '../config/version.js';
import { Changes } from '../database/changes.service.js';
import { CLAIMS, createDataSource, type DatabaseOptions } from '../database/data-source.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { OutboundTokens } from '../outbound/oauth/outbound-tokens.js';
import { unlock } from '../secrets/master-keys.repository.js';
import { RootKey } from '../secrets/root-key.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { Telemetry } from '../telemetry/telemetry.service.js';
import { Tracing } from '../telemetry/tracing.service.js';

/** Postgres was there a moment ago: so often do we knock before giving up. */
const KNOCKS = 30;
const KNOCK_EVERY_MS = 1000;
/** Claims under a concurrency limit wait for each other, each with a connection in hand. */
const CLAIM_POOL = 4;

/** The world around the program; tests bring their own. */
export interface Outside {
  readonly clock: Clock;
  readonly client: GuardedClient;
  readonly logger: Logger;
}

/** What everything stands on: configuration, clock, log, metrics, Postgres, secrets, the outbound client. */
@Global()
@Module({})
export class FoundationsModule implements OnApplicationShutdown {
  constructor(
    private readonly client: GuardedClient,
    metrics: Metrics,
    @Inject(CONFIG) { role }: Config,
  ) {
    metrics.buildInfo.set({ version: VERSION, role }, 1);
  }

  static for(config: Config, logger: Logger, outside: Partial<Outside> = {}): DynamicModule {
    const { clock = systemClock, client } = outside;
    const { url, pool, statementTimeoutMs } = config.database;
    const databases = [
      database({ url, pool, statementTimeoutMs }),
      database({ url, pool: CLAIM_POOL, statementTimeoutMs, byIndex: true }, CLAIMS),
    ];
    return {
      module: FoundationsModule,
      imports: databases,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: CLOCK, useValue: clock },
        { provide: LOGGER, useValue: logger },
        {
          provide: GuardedClient,
          useFactory: () => client ?? new GuardedClient({ allow: [...config.outboundAllow] }),
        },
        {
          provide: OutboundTokens,
          inject: [GuardedClient],
          useFactory: (http: GuardedClient) => new OutboundTokens(http, clock),
        },
        {
          provide: RootKey,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => unlock(dataSource, config.masterKey),
        },
        Metrics,
        Telemetry,
        Tracing,
        Changes,
        SecretStore,
      ],
      exports: [
        CONFIG,
        CLOCK,
        LOGGER,
        GuardedClient,
        OutboundTokens,
        Metrics,
        Telemetry,
        Tracing,
        Changes,
        RootKey,
        SecretStore,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}

function database(options: DatabaseOptions, name?: string): DynamicModule {
  return TypeOrmModule.forRootAsync({
    ...(name === undefined ? {} : { name }),
    useFactory: () => ({ retryAttempts: KNOCKS, retryDelay: KNOCK_EVERY_MS, type: 'postgres' as const }),
    dataSourceFactory: () => createDataSource(options).initialize(),
  });
}
