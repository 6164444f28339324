/** The data of an embedded Postgres on disk, made by `initdb` at the first start. */
import { chown, lstat, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EmbeddedPostgresFailed } from '../errors/errors.js';
import { startDaemon } from './daemon.js';
import type { Launch } from './daemon.js';
import { rotateLog, logTail } from './server-log.js';

const INITDB_PATIENCE_MS = 120_000;

export interface ClusterFolder {
  root: string;
  /** Postgres' own data directory. */
  data: string;
  /** Password of the one role, mode 0600. */
  password: string;
  port: string;
  log: string;
}

export function clusterFolder(dataDir: string): ClusterFolder {
  const root = resolve(dataDir);
  return {
    root,
    data: join(root, 'pgdata'),
    password: join(root, 'password'),
    port: join(root, 'port'),
    log: join(root, 'postgres.log'),
  };
}

/** Uid that owns the data; undefined before it is made. */
export async function clusterOwner({ data }: ClusterFolder): Promise<number | undefined> {
  return lstat(data).then(
    ({ uid }) => uid,
    () => undefined,
  );
}

/** In the server itself, so that indexes do not depend on the system's library; since Postgres 17. */
const OF_THE_SERVER = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

/**
 * Makes the cluster unless it is there. It is made under another name and gets its own when whole, so that a killed
 * first start leaves nothing half-made behind.
 *
 * @param role name of the superuser, whose password is in the folder
 * @param collation arguments of initdb
 * @throws EmbeddedPostgresFailed with the end of the log
 */
export async function ensureCluster(
  folder: ClusterFolder,
  initdb: string,
  role: string,
  launch: Launch,
  collation = OF_THE_SERVER,
): Promise<void> {
  await rotateLog(folder.log);
  if ((await clusterOwner(folder)) !== undefined) {
    return;
  }
  const draft = `${folder.data}.new`;
  await rm(draft, { recursive: true, force: true });
  if (launch.user !== undefined) {
    await chown(folder.root, launch.user.uid, launch.user.gid);
    await chown(folder.password, launch.user.uid, launch.user.gid);
  }
  const daemon = startDaemon(
    [initdb, ...initdbArguments(draft, folder.password, role), ...collation],
    folder.log,
    launch,
  );
  const timer = setTimeout(
    () => void daemon.stop([{ signal: 'SIGKILL', waitMs: 2_000 }]),
    INITDB_PATIENCE_MS,
  );
  const ended = await daemon.exited;
  clearTimeout(timer);
  if (ended !== 'exit code 0') {
    throw await clusterFailure(folder, `initdb ended with ${ended}`);
  }
  await rename(draft, folder.data);
}

function initdbArguments(data: string, passwordFile: string, role: string): string[] {
  return [
    `--pgdata=${data}`,
    `--username=${role}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
}

/** What went wrong, with the end of the log and the way out. */
export async function clusterFailure(
  folder: ClusterFolder,
  what: string,
  cause?: unknown,
): Promise<EmbeddedPostgresFailed> {
  return new EmbeddedPostgresFailed(
    `${what}. The end of ${folder.log}:\n${await logTail(folder.log)}\nSet DATABASE_URL to use a Postgres of your own.`,
    {},
    { cause },
  );
}
