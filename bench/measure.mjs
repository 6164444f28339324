/** One measurement of one side of a scenario: warm-up, load, and waiting until everything accepted has finished. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startGenerator } from './load/start.mjs';
import { cpuMicroseconds, residentMib } from './process-tree.mjs';
import { createDatabase } from './servers.mjs';
import { resetStatementTimes, statementTimes } from './statement-times.mjs';

const WARM_UP_SECONDS = 2;
const WARM_UP_EVENTS = 20_000;
const WARM_UP_AT_MOST_MS = 20_000;
/** What is accepted must finish within this, or something is lost. */
const FINISH_WITHIN_MS = 60_000;
const POLL_MS = 50;
const SAMPLE_MS = 500;
/** Requests made ready for one second of load; more than a side takes. */
const PREPARED_PER_SECOND = 20_000;
const MOST_PREPARED = 400_000;
/** Tasks of the workflow: so many task runs has an execution. */
const TASKS = 3;

/**
 * @param {object} scenario
 * @param {'floor' | 'signet'} side
 * @param {{ servers: any, dist: string, seconds: number, connections: number, sql: boolean, profiles?: string }} run
 */
export async function measure(scenario, side, run) {
  const { servers } = run;
  const database = await createDatabase(servers.postgres.url, `bench_${side}`);
  const started = await scenario.sides[side]({
    dist: run.dist,
    databaseUrl: database.url,
    redisUrl: scenario.redis ? servers.redis.url : undefined,
    profiles: run.profiles,
  });
  const generator = startGenerator();
  const ledger = new pg.Client(database.url);
  ledger.on('error', () => undefined); // cut off when the benchmark is stopped: the next query tells
  await ledger.connect();
  await ledger.query('set enable_seqscan = off'); // what finished is still in the table, dead, until it is vacuumed
  try {
    return await load({ started, generator, ledger }, run);
  } finally {
    generator.stop();
    await Promise.all(started.programs.map((program) => program.stop()));
    await ledger.end();
    await database.drop();
  }
}

async function load({ started, generator, ledger }, { servers, seconds, connections, sql }) {
  const { port, programs, counts } = started;
  const ask = (length) => generator.ask({ kind: 'run', port, connections, seconds: length });
  const count = Math.min(MOST_PREPARED, WARM_UP_EVENTS + seconds * PREPARED_PER_SECOND);
  await generator.ask({ kind: 'prepare', count });
  const warm = await warmUp(ask, ledger, counts);

  if (sql) {
    await resetStatementTimes(ledger);
  }
  const meters = new Meters([
    ...programs,
    { name: 'postgres', ...servers.postgres },
    { name: 'redis', ...servers.redis },
  ]);
  const window = { from: process.hrtime.bigint() };
  const answers = await ask(seconds);
  await finished(ledger, counts);
  window.to = process.hrtime.bigint();

  const figures = meters.stop(answers.accepted);
  const statements = sql ? await statementTimes(ledger, answers.accepted) : undefined;
  await requireNothingLost(ledger, counts, warm + answers.accepted);
  const took = Number(window.to - window.from) / 1e9;
  return {
    ...figures,
    statements,
    window,
    accepted: answers.accepted,
    refused: Object.entries(answers.statuses).reduce(
      (sum, [status, n]) => sum + (status === '202' ? 0 : n),
      0,
    ),
    acceptedPerSecond: answers.accepted / answers.seconds,
    finishedPerSecond: counts?.open ? answers.accepted / took : null,
    p50: answers.p50,
    p99: answers.p99,
  };
}

/** Until the code is compiled, which takes calls and not time; how many events that took. */
async function warmUp(ask, ledger, counts) {
  let accepted = 0;
  const deadline = Date.now() + WARM_UP_AT_MOST_MS;
  do {
    accepted += (await ask(WARM_UP_SECONDS)).accepted;
    await finished(ledger, counts);
  } while (accepted < WARM_UP_EVENTS && Date.now() < deadline);
  return accepted;
}

/** Resolves when nothing is open; at once where nothing runs. */
async function finished(ledger, counts) {
  if (!counts?.open) {
    return;
  }
  const deadline = Date.now() + FINISH_WITHIN_MS;
  while ((await ledger.query(counts.open)).rows[0].open) {
    if (Date.now() > deadline) {
      throw new Error('what was accepted did not finish');
    }
    await delay(POLL_MS);
  }
}

async function requireNothingLost(ledger, counts, accepted) {
  if (!counts) {
    return;
  }
  const { n } = (await ledger.query(counts.finished)).rows[0];
  if (n !== accepted) {
    throw new Error(`${accepted} events were accepted and ${n} are in the ledger as they should be`);
  }
  if (counts.records) {
    const { taskRuns, events } = (await ledger.query(counts.records)).rows[0];
    if (events !== accepted || taskRuns !== accepted * TASKS) {
      throw new Error(
        `${accepted} events were accepted, ${events} events and ${taskRuns} task runs are recorded`,
      );
    }
  }
}

/** CPU time and peak memory of processes, from now until `stop`. */
class Meters {
  #programs;
  #before;
  #peak = new Map();
  #timer;

  constructor(programs) {
    this.#programs = programs;
    this.#before = new Map(programs.map(({ name, pid }) => [name, cpuMicroseconds(pid)]));
    this.#sample();
    this.#timer = setInterval(() => this.#sample(), SAMPLE_MS);
  }

  /** CPU in microseconds per event, memory in MiB, each by process. */
  stop(events) {
    clearInterval(this.#timer);
    this.#sample();
    const cpu = this.#programs.map(({ name, pid }) => [
      name,
      (cpuMicroseconds(pid) - this.#before.get(name)) / events,
    ]);
    return { cpu: Object.fromEntries(cpu), rss: Object.fromEntries(this.#peak) };
  }

  #sample() {
    for (const { name, pid } of this.#programs) {
      this.#peak.set(name, Math.max(this.#peak.get(name) ?? 0, residentMib(pid)));
    }
  }
}
