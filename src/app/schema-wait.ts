/** What a program does on a database that another version of it has migrated, or nobody yet. */
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { schemaStanding } from '../database/schema-standing.js';
import { problem } from '../intake/answer.js';
import type { Logger } from '../telemetry/logger.js';

const LOOK_AGAIN_MS = 500;
const LIVE = '/health/live';
const NOT_YET = problem(
  503,
  'Service Unavailable',
  'The database lacks migrations that this version needs: run "signet migrate" with it',
  { headers: { 'retry-after': '5' } },
);

/**
 * Resolves once the database has every migration this program knows. Until then the program is live and not ready, takes
 * no delivery and no work. Migrations it does not know are those of a newer version: they only add, so it goes on, with a warning.
 */
export async function awaitSchema(
  dataSource: DataSource,
  { http }: Pick<Config, 'http'>,
  logger: Logger,
): Promise<void> {
  const { pending, unknown } = await schemaStanding(dataSource);
  if (unknown.length > 0) {
    logger.warn({ message: 'the database has been migrated by a newer version', migrations: unknown });
  }
  if (pending.length === 0) {
    return;
  }
  logger.warn({ message: 'the database lacks migrations: run "signet migrate"', migrations: pending });
  const server = await openWaitingRoom(http);
  try {
    while (await lacksMigrations(dataSource)) {
      await sleep(LOOK_AGAIN_MS);
    }
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  logger.info({ message: 'the database has all migrations now' });
}

/** A database that does not answer is asked again. */
async function lacksMigrations(dataSource: DataSource): Promise<boolean> {
  return schemaStanding(dataSource).then(
    ({ pending }) => pending.length > 0,
    () => true,
  );
}

function openWaitingRoom({ host, port }: Config['http']): Promise<Server> {
  const server = createServer((request, response) => {
    const isLive = request.url?.split('?')[0] === LIVE;
    const live = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"status":"ok"}' };
    const { status, headers, body } = isLive ? live : NOT_YET;
    request.resume();
    response.writeHead(status, { ...headers, 'cache-control': 'no-store', connection: 'close' });
    response.end(body);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
