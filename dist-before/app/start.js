import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { loadConfig } from '../config/config.js';
import { VERSION } from '../config/version.js';
import { createLogger } from '../telemetry/logger.js';
import { AppModule } from './app.module.js';
import { awaitDatabase } from './database-wait.js';
import { HookFirstAdapter } from './hook-first.adapter.js';
import { NestLog } from './nest-log.js';
import { unlessAsked } from './run-until-asked.js';
import { setUpHttp } from './set-up-http.js';
/** Deliveries read in when the stop begins are answered within this time. */
const ANSWER_WITHIN_MS = 3000;
/** What an orderly stop may take beside SHUTDOWN_MS: answers, records, connections. The chart counts with it. */
const STOP_MARGIN_MS = 10_000;
/**
 * Starts the role the environment asks for; throws ConfigInvalid, or what kept it from starting. Waits for its database as
 * long as it takes, unless `asked` is aborted.
 */
export async function startSignet(env, outside = {}, asked) {
    const config = loadConfig(env);
    const logger = outside.logger ?? createLogger(config.logLevel, config.role);
    for (const { name, meant } of config.misspelt) {
        logger.warn({ message: `${name} is set and nobody reads it: did you mean ${meant}?` });
    }
    await unlessAsked(() => awaitDatabase(config, logger, asked), asked);
    const adapter = new HookFirstAdapter();
    const parts = await AppModule.for(config, logger, outside);
    const app = await NestFactory.create(parts, adapter, {
        abortOnError: false,
        bodyParser: false,
        forceCloseConnections: true,
        logger: new NestLog(logger),
    });
    const doors = await openDoors(app, adapter, config);
    await app.listen(config.http.port, config.http.host).catch(async (error) => {
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
    return { url, app, stopWithinMs, stop: once(() => stop(app, doors, logger)) };
}
/** A worker has none, and does not load them. */
async function openDoors(app, adapter, config) {
    if (config.role === 'worker') {
        setUpHttp(app);
        return null;
    }
    const doors = await import('./doors.js');
    return doors.openDoors(app, adapter, config);
}
async function stop(app, doors, logger) {
    logger.info({ message: 'signet is stopping' });
    doors?.close();
    const server = app.getHttpServer();
    server.close();
    server.closeIdleConnections();
    await until(() => (doors?.waiting ?? 0) === 0);
    await app.close();
    logger.info({ message: 'signet has stopped' });
    logger.flush();
}
async function until(everyoneIsAnswered) {
    const deadline = Date.now() + ANSWER_WITHIN_MS;
    while (!everyoneIsAnswered() && Date.now() < deadline) {
        await sleep(10);
    }
}
function addressOf(app, config) {
    const { port } = app.getHttpServer().address();
    return `http://${config.http.host.includes(':') ? `[${config.http.host}]` : config.http.host}:${port}`;
}
function once(work) {
    let result = null;
    return () => (result ??= work());
}
//# sourceMappingURL=start.js.map