/** One measurement of one side of a scenario: its database, its programs, and an end to both. */
import { Ledger } from './ledger.mjs';
import { createDatabase } from './servers.mjs';

/**
 * @param {object} scenario
 * @param {string} name one of the scenario's sides
 * @param {{ servers: any, histories: any, dist: string, profiles?: string }} run and its options, see `readOptions`
 */
export async function measure(scenario, name, run) {
  const { servers, dist, profiles } = run;
  const side = scenario.sides[name];
  const database = await databaseOf(side, name, run);
  try {
    const redisUrl = scenario.redis ? servers.redis.url : undefined;
    const started = await side.start({ dist, databaseUrl: database.url, redisUrl, profiles });
    const ledger = await Ledger.open(database.url, started.counts);
    try {
      return await scenario.measure({ ...started, ledger, rows: database.rows }, run);
    } finally {
      await Promise.all(started.programs.map((program) => program.stop()));
      await ledger.close();
    }
  } finally {
    await database.drop();
  }
}

/** One that is filled already, and stays; or an empty one for this measurement alone. */
async function databaseOf(side, name, { servers, histories, dist, history }) {
  if (side.rows) {
    return histories.require(side.rows({ history }));
  }
  const database = await createDatabase(servers.postgres.url, `bench_${name}`);
  await side.seed(dist, database.url);
  return database;
}
