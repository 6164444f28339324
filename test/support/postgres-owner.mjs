/** A process that owns an embedded Postgres and a Redis until it is killed or asked to stop. Runs the built code. */
import { startEmbeddedPostgres } from '../../dist/embedded/embedded-postgres.js';
import { startLocalRedis } from '../../dist/embedded/local-redis.js';

const [postgresDir, redisDir, searchPath] = process.argv.slice(2);
const postgres = await startEmbeddedPostgres({ dataDir: postgresDir });
const redis = await startLocalRedis({ dataDir: redisDir, searchPath });
process.once('SIGTERM', () => {
  void Promise.all([postgres.stop(), redis.stop()]);
});
process.stdout.write(`ready ${postgres.pid} ${redis.pid}\n`);
