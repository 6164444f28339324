/** What is under load: servers, a database, web and worker, and the ledger to look into. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startGenerator } from '../load/start.mjs';
import { createDatabase, startServers } from '../servers.mjs';
import { signet } from '../signet/start.mjs';
import { Ledger } from './ledger.mjs';

/** What is accepted must finish within this, or it never will. */
const FINISH_WITHIN_MS = 300_000;
const POLL_MS = 100;

const CONNECTIONS = 64;
const WARM_UP_SECONDS = 4;
const SUSTAINED_SECONDS = 10;
const PREPARED = 60_000;

/** @param {string} dist absolute path of the built program */
export async function startSite(dist) {
  const servers = await startServers({ dist, sql: false });
  try {
    const database = await createDatabase(servers.postgres.url, 'bench_load');
    const place = { dist, databaseUrl: database.url, redisUrl: servers.redis.url };
    await signet.seed(dist, database.url);
    const { port, programs } = await signet.start(place);
    const client = new pg.Client(database.url);
    client.on('error', () => undefined); // cut off when the run is stopped: the next query tells
    await client.connect();
    const stop = async () => {
      await Promise.all(programs.map((program) => program.stop()));
      await client.end();
      await servers.stop({ keep: false });
    };
    return { port, programs, servers, ledger: new Ledger(client), stop };
  } catch (error) {
    await servers.stop({ keep: false });
    throw error;
  }
}

/**
 * Finished executions per second while as much is sent as is answered, and how many were accepted for it. The first
 * seconds do not count: until code is compiled it takes longer.
 */
export async function sustainedRate({ port, ledger }) {
  const generator = startGenerator();
  try {
    await generator.ask({ kind: 'prepare', count: PREPARED });
    const run = (seconds) => generator.ask({ kind: 'run', port, connections: CONNECTIONS, seconds });
    const warm = await run(WARM_UP_SECONDS);
    await finished(ledger);
    const from = performance.now();
    const { accepted } = await run(SUSTAINED_SECONDS);
    await finished(ledger);
    return {
      perSecond: (accepted * 1000) / (performance.now() - from),
      accepted: warm.accepted + accepted,
    };
  } finally {
    generator.stop();
  }
}

/** Resolves with the seconds it took until nothing was open; null when something stays open. */
export async function finished(ledger) {
  const from = performance.now();
  while (await ledger.isAnythingOpen()) {
    if (performance.now() - from > FINISH_WITHIN_MS) {
      return null;
    }
    await delay(POLL_MS);
  }
  return (performance.now() - from) / 1000;
}
