/** The Postgres of `signet up`: a child process of ours, on 127.0.0.1, with its data in a folder. */
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { EmbeddedPostgresFailed } from '../errors/errors.js';
import { startDaemon } from './daemon.js';
import type { Daemon, Launch, StopStep } from './daemon.js';
import { isPortFree } from './free-port.js';
import { chooseLaunch } from './launch.js';
import { requirePostgresBinaries } from './postgres-binaries.js';
import { clusterFailure, clusterFolder, clusterOwner, ensureCluster } from './postgres-cluster.js';
import type { ClusterFolder } from './postgres-cluster.js';
import { ensurePassword, ensurePort, keepPort } from './server-address.js';
import { claimFolder, endOrphan, releaseFolder } from './server-folder.js';

/** Name of the role and of the database. */
const NAME = 'signet';
const READY_PATIENCE_MS = 120_000; // recovery after a kill replays the log first
/** How long what is left of a killed server may take to notice: each of its processes ends what it is at first. */
const REMAINS_PATIENCE_MS = 30_000;
/** What Postgres says while it is there; it looks for it by the shared memory. */
const REMAINS = 'pre-existing shared memory block';
/** Fast shutdown, then immediate shutdown (recovers at the next start), then the end. See "Shutting Down the Server" in the Postgres manual. */
const STOP: readonly StopStep[] = [
  { signal: 'SIGINT', waitMs: 20_000 },
  { signal: 'SIGQUIT', waitMs: 8_000 },
  { signal: 'SIGKILL', waitMs: 2_000 },
];

export interface EmbeddedPostgresOptions {
  /** Folder for the data, the password and the log; made when missing. */
  dataDir: string;
  /** 0 or left out: the port of the last start if it is still free, else any free one. */
  port?: number;
  /** Server settings by name, e.g. `{ max_connections: '200' }`. */
  settings?: Readonly<Record<string, string>>;
  /** Folder of the npm package of an older version to run; the installed one when left out. */
  olderPackage?: string;
}

export interface EmbeddedPostgres {
  /** `postgres://signet:<password>@127.0.0.1:<port>/signet`: a secret. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when the server is gone, asked to or not. */
  readonly exited: Promise<string>;
  /** Ends connections, writes everything down, and resolves when the process is gone. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts Postgres on `dataDir`, making the cluster and the database `signet` at the first start, and resolves when it
 * answers. It takes over no signal of this process: whoever starts it stops it.
 *
 * @throws EmbeddedPostgresFailed when it cannot run here, when another process uses the folder, or when it does not
 *   come up; the message says what to do and carries the end of the server's log
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = clusterFolder(options.dataDir);
  const binaries = await requirePostgresBinaries(
    join(dirname(folder.root), 'embedded-cache'),
    options.olderPackage,
  );
  await requireFolder(folder);
  try {
    const launch = await chooseLaunch(await clusterOwner(folder));
    const password = await ensurePassword(folder.password);
    await ensureCluster(
      folder,
      binaries.initdb,
      NAME,
      launch,
      options.olderPackage === undefined ? undefined : [],
    );
    return await startAfterRemains(() =>
      startServer(folder, binaries.postgres, launch, { ...options, password }),
    );
  } catch (error) {
    await releaseFolder(folder.root);
    throw error;
  }
}

async function requireFolder({ root, data }: ClusterFolder): Promise<void> {
  const holder = await claimFolder(root);
  if (holder !== undefined) {
    throw inUseBy(root, holder);
  }
  const orphan = await endOrphan(join(data, 'postmaster.pid'), data);
  if (orphan !== undefined) {
    await releaseFolder(root);
    throw inUseBy(root, orphan);
  }
}

function inUseBy(root: string, pid: number): EmbeddedPostgresFailed {
  return new EmbeddedPostgresFailed(
    `the data folder ${root} is in use by process ${pid}: stop that one, or choose another folder.`,
    { pid },
  );
}

/** Tries again for as long as processes of a server that was killed keep the next one out. */
async function startAfterRemains(start: () => Promise<EmbeddedPostgres>): Promise<EmbeddedPostgres> {
  const deadline = Date.now() + REMAINS_PATIENCE_MS;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (!String(error).includes(REMAINS) || Date.now() > deadline) {
        throw error;
      }
      await delay(50);
    }
  }
}

interface ServerOptions extends EmbeddedPostgresOptions {
  password: string;
}

async function startServer(
  folder: ClusterFolder,
  postgres: string,
  launch: Launch,
  options: ServerOptions,
): Promise<EmbeddedPostgres> {
  const port = await choosePort(folder, options.port);
  const daemon = startDaemon(
    [postgres, '-D', folder.data, ...settingArguments(port, options.settings)],
    folder.log,
    launch,
  );
  const url = (database: string) => `postgres://${NAME}:${options.password}@127.0.0.1:${port}/${database}`;
  try {
    await waitUntilItAnswers(folder, daemon, url('postgres'));
    await ensureDatabase(url('postgres'));
    await keepPort(folder.port, port);
  } catch (error) {
    await daemon.stop(STOP);
    throw error;
  }
  // Whatever ends it, the folder is free again.
  const released = daemon.exited.then(() => releaseFolder(folder.root));
  return {
    url: url(NAME),
    port,
    pid: daemon.pid,
    exited: daemon.exited,
    async stop() {
      await daemon.stop(STOP);
      await released;
    },
  };
}

function settingArguments(port: number, settings: Readonly<Record<string, string>> = {}): string[] {
  const all = {
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
    // Not to be overruled: nobody but this machine, and no socket file in a public folder.
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function choosePort(folder: ClusterFolder, wanted = 0): Promise<number> {
  if (wanted !== 0) {
    if (!(await isPortFree(wanted))) {
      throw new EmbeddedPostgresFailed(
        `port ${wanted} of 127.0.0.1 is taken by another program: free it, or choose another port.`,
      );
    }
    return wanted;
  }
  return ensurePort(folder.port);
}

async function waitUntilItAnswers(folder: ClusterFolder, daemon: Daemon, url: string): Promise<void> {
  const deadline = Date.now() + READY_PATIENCE_MS;
  let last: unknown;
  while (daemon.isRunning() && Date.now() < deadline) {
    try {
      await withClient(url, (client) => client.query('select 1'));
      return;
    } catch (error) {
      last = error;
      await delay(30);
    }
  }
  const ended = daemon.isRunning()
    ? 'Postgres does not answer'
    : `Postgres ended with ${await daemon.exited}`;
  throw await clusterFailure(folder, ended, last);
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [NAME]);
    if (rowCount === 0) {
      await client.query(`create database ${NAME}`);
    }
  });
}

async function withClient(url: string, use: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // a connection cut while idle shows in the next query
  try {
    await client.connect();
    await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
