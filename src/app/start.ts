import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Config, loadConfig } from '../config/config.js';
import { VERSION } from '../config/version.js';
import { createLogger, type Logger } from '../telemetry/logger.js';
import { AppModule } from './app.module.js';
import { awaitDatabase } from './database-wait.js';
import type { Doors } from './doors.js';
import type { Outside } from './foundations.module.js';
import { HookFirstAdapter } from './hook-first.adapter.js';
import { NestLog } from './nest-log.js';
import { unlessAsked } from './run-until-asked.js';
import { setUpHttp } from './set-up-http.js';

/** Deliveries read in when the stop begins are answered within this time. */
const ANSWER_WITHIN_MS = 3000;

/** What an orderly stop may take beside SHUTDOWN_MS: answers, records, connections. The chart counts with it. */
const STOP_MARGIN_MS = 10_000;

/** A Signet that runs. */
export interface Running {
  /** Where it listens. */
  readonly url: string;
  /** Its parts, by their classes. */
  readonly app: INestApplicationContext;
  /** Longest `stop` should take; past it something hangs. */
  readonly stopWithinMs: number;
  /** Stops accepting, finishes or hands back what is in hand, closes queues and connections last. */
  stop(): Promise<void>;
}

/**
 * Starts the role the environment asks for; throws ConfigInvalid, or what kept it from starting. Waits for its database as
 * long as it takes, unless `asked` is aborted.
 */
export async function startSignet(
  env: NodeJS.ProcessEnv,
  outside: Partial<Outside> = {},
  asked?: AbortSignal,
): Promise<Running> {
  const config = loadConfig(env);
  const logger = outside.logger ?? createLogger(config.logLevel, config.role);
  for (const { name, meant } of config.misspelt) {
    logger.warn({ message: `${name} is set and nobody reads it: did you mean ${meant}?` });
  }
  await unlessAsked(() => awaitDatabase(config, logger, asked), asked);
  const adapter = new HookFirstAdapter();
  const parts = await AppModule.for(config, logger, outside);
  const app = await NestFactory.create<NestExpressApplication>(parts, adapter, {
    abortOnError: false,
    bodyParser: false,
    forceCloseConnections: true,
    logger: new NestLog(logger),
  });
  const doors = await openDoors(app, adapter, config);
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
  const stopWithinMs = config.shutdownMs + STOP_MARGIN_MS;
  return { url, app, stopWithinMs, stop: once(() => stop(app, adapter, doors, logger)) };
}

/** A worker has none, and does not load them. */
async function openDoors(
  app: NestExpressApplication,
  adapter: HookFirstAdapter,
  config: Config,
): Promise<Doors | null> {
  if (config.role === 'worker') {
    setUpHttp(app);
    return null;
  }
  const doors = await import('./doors.js');
  return doors.openDoors(app, adapter, config);
}

async function stop(
  app: NestExpressApplication,
  adapter: HookFirstAdapter,
  doors: Doors | null,
  logger: Logger,
): Promise<void> {
  logger.info({ message: 'signet is stopping' });
  doors?.close();
  adapter.stopListening();
  await until(() => (doors?.waiting ?? 0) === 0);
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
