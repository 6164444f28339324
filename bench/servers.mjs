/** Postgres and Redis of the benchmark: children of ours on 127.0.0.1, with folders that are thrown away. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { requireRedisFolder } from '../scripts/redis-server.mjs';

/** Of the write-ahead log, all of it and each of its files. */
const [LOG_MIB, FILE_MIB] = [3072, 16];
/** Durable commits as any operator has them; room enough that checkpoints do not fall into one run and not the other. */
const SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '512MB',
  max_wal_size: '4GB',
  min_wal_size: `${LOG_MIB}MB`,
  max_connections: '120',
};
/** What `--sql` reads. */
const STATEMENTS = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track_planning': 'on',
  track_io_timing: 'on',
};

export async function startServers({ dist, sql }) {
  const folder = await mkdtemp(join(tmpdir(), 'signet-bench-'));
  const { startEmbeddedPostgres } = await import(join(dist, 'embedded/embedded-postgres.js'));
  const postgres = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    settings: { ...SETTINGS, ...(sql ? STATEMENTS : {}) },
  });
  await growLog(postgres.url);
  const redis = await startRedis();
  return {
    folder,
    postgres,
    redis,
    async stop({ keep }) {
      await redis.stop();
      await postgres.stop();
      if (!keep) {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** A database of its own for one run; `drop` removes it. */
export async function createDatabase(serverUrl, name) {
  await onServer(serverUrl, `drop database if exists ${name} with (force)`);
  await onServer(serverUrl, `create database ${name}`);
  await checkpoint(serverUrl);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(serverUrl, `drop database if exists ${name} with (force)`) };
}

/** What earlier runs wrote is not written down during the next one. */
export const checkpoint = (serverUrl) => onServer(serverUrl, 'checkpoint');

/**
 * A server that has run for a while uses the files of its log again; a new one makes each of them, and all commits wait
 * for that, 0.1 to 0.2 s here: every other second at 1,300 events/s. This takes half a minute.
 */
async function growLog(serverUrl) {
  const aFile = [`select pg_logical_emit_message(false, '', '')`, 'select pg_switch_wal()'];
  const files = Array.from({ length: LOG_MIB / FILE_MIB }, () => aFile).flat();
  await onServer(serverUrl, ...files, 'checkpoint');
}

async function onServer(url, ...statements) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) {
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}

/** No persistence: what Redis holds may be lost, the ledger has it. */
async function startRedis() {
  const port = await freePort();
  const folder = requireRedisFolder(process.env.PATH ?? '');
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn(join(folder, 'redis-server'), options, { stdio: 'ignore', cwd: tmpdir() });
  const killed = () => child.kill('SIGKILL');
  process.once('exit', killed);
  for (let knocks = 0; !(await isListening(port)); knocks++) {
    if (knocks > 200 || child.exitCode !== null) {
      throw new Error('Redis did not start');
    }
    await delay(25);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: child.pid,
    async stop() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) {
        await once(child, 'exit');
      }
      process.off('exit', killed);
    },
  };
}

function isListening(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** A port of 127.0.0.1 that nobody listens on right now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
