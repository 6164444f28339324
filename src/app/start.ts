import 'reflect-metadata';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { AccessTokens } from '../admin/access/access-tokens.service.js';
import { type Config, loadConfig } from '../config/config.js';
import { VERSION } from '../config/version.js';
import { migrate } from '../database/migrate.js';
import { AnswersModule } from '../intake/answers/answers.module.js';
import { HookDoor } from '../intake/hook-door.service.js';
import { requireMasterKey } from '../secrets/master-key.repository.js';
import { createLogger, type Logger } from '../telemetry/logger.js';
import { AppModule } from './app.module.js';
import type { Outside } from './foundations.module.js';
import { HookFirstAdapter } from './hook-first.adapter.js';
import { NestLog } from './nest-log.js';
import { awaitSchema } from './schema-wait.js';
import { setUpApi } from './set-up-api.js';

/** Deliveries read in when the stop begins are answered within this time. */
const ANSWER_WITHIN_MS = 3000;

/** A Signet that runs. */
export interface Running {
  /** Where it listens. */
  readonly url: string;
  /** Its parts, by their classes. */
  readonly app: INestApplicationContext;
  /** Stops accepting, finishes or hands back what is in hand, closes queues and connections last. */
  stop(): Promise<void>;
}

/** Starts the role the environment asks for; throws ConfigInvalid, or what kept it from starting. */
export async function startSignet(env: NodeJS.ProcessEnv, outside: Partial<Outside> = {}): Promise<Running> {
  const config = loadConfig(env);
  const logger = outside.logger ?? createLogger(config.logLevel, config.role);
  if (config.database.migrateOnStart) {
    await migrate(config.database.url);
  }
  const adapter = new HookFirstAdapter();
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.for(config, logger, outside),
    adapter,
    {
      abortOnError: false,
      bodyParser: false,
      forceCloseConnections: true,
      logger: new NestLog(logger),
    },
  );
  const dataSource = app.get(DataSource);
  await awaitSchema(dataSource, config, logger)
    .then(() => requireMasterKey(dataSource, config.masterKey))
    .catch(async (error: unknown) => {
      await app.close();
      throw error;
    });
  const door = config.role === 'worker' ? null : app.get(HookDoor, { strict: false });
  if (door) {
    adapter.openDoor((request, response) => door.handle(request, response));
  }
  setUpApi(app, config);
  if (config.role !== 'worker' && config.adminToken !== null) {
    await app.get(AccessTokens, { strict: false }).ensureAdminToken(config.adminToken);
  }
  await app.listen(config.http.port, config.http.host).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const url = addressOf(app, config);
  logger.info({
    message: 'signet is ready',
    version: VERSION,
    url,
    redis: config.redis ? 'configured' : 'none',
  });
  if (!config.redis) {
    logger.info({ message: 'no Redis configured: dispatching from the ledger alone' });
  }
  return { url, app, stop: once(() => stop(app, door, logger)) };
}

async function stop(app: NestExpressApplication, door: HookDoor | null, logger: Logger): Promise<void> {
  logger.info({ message: 'signet is stopping' });
  if (door) {
    door.close();
    app.get(AnswersModule, { strict: false }).close();
  }
  const server: Server = app.getHttpServer();
  server.close();
  server.closeIdleConnections();
  await until(() => (door?.waiting ?? 0) === 0);
  await app.close();
  logger.info({ message: 'signet has stopped' });
  logger.flush();
}

async function until(everyoneIsAnswered: () => boolean): Promise<void> {
  const deadline = Date.now() + ANSWER_WITHIN_MS;
  while (!everyoneIsAnswered() && Date.now() < deadline) {
    await sleep(10);
  }
}

function addressOf(app: NestExpressApplication, config: Config): string {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://${config.http.host.includes(':') ? `[${config.http.host}]` : config.http.host}:${port}`;
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | null = null;
  return () => (result ??= work());
}
