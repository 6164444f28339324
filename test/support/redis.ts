/** A real Redis for a test. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { requireRedisFolder } from '../../scripts/redis-server.mjs';
import { startLocalRedis } from '../../src/embedded/local-redis.js';
import type { LocalRedis } from '../../src/embedded/local-redis.js';
import { temporaryFolder } from './temporary-folder.js';
import { trackOpen } from './left-open.js';
import { freePort } from './ports.js';

/** An instance that belongs to one test or file, which may treat it as it likes. */
export class TestRedis {
  /** Stays the same over `start`. */
  readonly url: string;
  readonly port: number;
  private running = true;

  constructor(
    private readonly dataDir: string,
    private server: LocalRedis,
  ) {
    this.url = server.url;
    this.port = server.port;
    trackOpen({ what: `redis on port ${this.port}`, isOpen: () => this.running, close: () => this.stop() });
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    this.running = false;
    process.kill(this.server.pid, 'SIGKILL');
    await this.server.exited;
  }

  /** Answers nobody until `thaw`, and keeps its connections. */
  freeze(): void {
    process.kill(this.server.pid, 'SIGSTOP');
  }

  thaw(): void {
    process.kill(this.server.pid, 'SIGCONT');
  }

  /** Starts it again, with what was saved, after `kill` or `stop`. */
  async start(): Promise<void> {
    await this.server.stop();
    this.server = await requireLocalRedis(this.dataDir);
    this.running = true;
    if (this.server.url !== this.url) {
      throw new Error(`another program took port ${this.port} while Redis was away`);
    }
  }

  /** Forgets every key. */
  async flush(): Promise<void> {
    const client = new Redis(this.url);
    try {
      await client.flushall();
    } finally {
      client.disconnect();
    }
  }

  /** Ends it; what it saved is removed when the file ends. */
  async stop(): Promise<void> {
    this.running = false;
    await this.server.stop();
  }
}

/** The Redis of the whole run: REDIS_URL, else one started for the run. Others use it too, so never flush it. */
export function sharedRedisUrl(): string {
  return inject('redisUrl');
}

/** A Redis of the caller's own. A file that does not stop it fails. */
export async function startRedis(): Promise<TestRedis> {
  const dataDir = await temporaryFolder('redis');
  return new TestRedis(dataDir, await requireLocalRedis(dataDir));
}

/** One node of a Redis Cluster that has no slots, which is enough to be asked what it is. */
export async function startCluster(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const folder = requireRedisFolder(process.env['PATH'] ?? '');
  const program = ['redis-server', 'valkey-server'].map((name) => join(folder, name)).find(existsSync)!;
  const port = await freePort();
  const settings = { port, bind: '127.0.0.1', dir: await temporaryFolder('cluster'), save: '' };
  const args = Object.entries({ ...settings, 'cluster-enabled': 'yes', 'cluster-port': await freePort() });
  const child = spawn(
    program,
    args.flatMap(([name, value]) => [`--${name}`, String(value)]),
    { stdio: 'ignore' },
  );
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  trackOpen({
    what: `redis cluster on port ${port}`,
    isOpen: () => child.exitCode === null && !child.killed,
    close: stop,
  });
  const client = new Redis(port, '127.0.0.1');
  client.on('error', () => undefined); // until it is up
  await client.ping().finally(() => client.disconnect());
  return { url: `redis://127.0.0.1:${port}`, stop };
}

/** @throws Error with one line that says how to get a Redis */
async function requireLocalRedis(dataDir: string): Promise<LocalRedis> {
  const server = await startLocalRedis({
    dataDir,
    searchPath: requireRedisFolder(process.env['PATH'] ?? ''),
  });
  if (server === undefined) {
    throw new Error('no Redis was found in the folder that has one');
  }
  return server;
}
