/** One measurement of one side: warm-up, load, and waiting until everything accepted has finished by its own records. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startGenerator } from '../load/start.mjs';
import { Meters } from '../meters.mjs';
import { createDatabase } from '../servers.mjs';

const WARM_UP_SECONDS = 2;
const WARM_UP_EVENTS = 20_000;
/** The slow ones get no more than this, in rounds of load that are each finished before the next. */
const WARM_UP_AT_MOST_MS = 15_000;
/** What is accepted must finish within this, or something is lost. */
const FINISH_WITHIN_MS = 300_000;
const POLL_MS = 100;
const PREPARED = 100_000;

/**
 * @param {object} peer
 * @param {{ servers: any, dist: string, seconds: number, connections: number, folder?: string }} run
 *   `folder`: where the packages of the peer are
 */
export async function measure(peer, run) {
  const { servers } = run;
  const database = await createDatabase(servers.postgres.url, `peer_${peer.name}`);
  const runFolder = await mkdtemp(join(tmpdir(), 'signet-peer-'));
  const ledger = new pg.Client(database.url);
  ledger.on('error', () => undefined); // cut off when the benchmark is stopped: the next query tells
  await ledger.connect();
  const query = async (text, values) => (await ledger.query(text, values)).rows;
  try {
    const place = { ...run, runFolder, databaseUrl: database.url, redisUrl: servers.redis.url, query };
    return await load(await peer.start(place), peer, run);
  } finally {
    await ledger.end();
    await database.drop();
    await rm(runFolder, { recursive: true, force: true });
  }
}

async function load(started, peer, run) {
  const generator = startGenerator();
  try {
    await generator.ask({ kind: 'prepare', count: PREPARED, target: peer.target });
    return await underLoad(started, generator, run);
  } finally {
    generator.stop();
    await Promise.all(started.programs.map((program) => program.stop()));
  }
}

async function underLoad(started, generator, { servers, seconds, connections }) {
  const { port, programs } = started;
  const ask = (length) => generator.ask({ kind: 'run', port, connections, seconds: length });
  const warm = await warmUp(ask, started);
  const meters = new Meters([
    ...programs,
    { name: 'postgres', ...servers.postgres },
    { name: 'redis', ...servers.redis },
  ]);
  const from = performance.now();
  const answers = await ask(seconds);
  await allFinished(started);
  const took = (performance.now() - from) / 1000;
  if (answers.accepted === 0) {
    throw new Error(`it accepted nothing: ${JSON.stringify(answers.statuses)}`);
  }
  const figures = meters.stop(answers.accepted);
  await requireNothingLost(started, warm + answers.accepted);
  const all = Object.values(answers.statuses).reduce((sum, n) => sum + n, 0);
  return {
    ...figures,
    accepted: answers.accepted,
    refused: all - answers.accepted,
    acceptedPerSecond: answers.accepted / answers.seconds,
    finishedPerSecond: answers.accepted / took,
    p50: answers.p50,
    p99: answers.p99,
  };
}

/** Until the code is compiled; how many events that took. */
async function warmUp(ask, started) {
  let accepted = 0;
  const deadline = Date.now() + WARM_UP_AT_MOST_MS;
  do {
    accepted += (await ask(WARM_UP_SECONDS)).accepted;
    await allFinished(started);
  } while (accepted < WARM_UP_EVENTS && Date.now() < deadline);
  return accepted;
}

async function allFinished({ open }) {
  const deadline = Date.now() + FINISH_WITHIN_MS;
  while (await open()) {
    if (Date.now() > deadline) {
      throw new Error('what was accepted did not finish');
    }
    await delay(POLL_MS);
  }
}

async function requireNothingLost({ finished }, accepted) {
  const n = await finished();
  if (n !== accepted) {
    throw new Error(`${accepted} events were accepted and ${n} finished by its own records`);
  }
}
