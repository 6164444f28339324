/** The folder of an embedded Postgres: what is in it, and who may use it. */
import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresFailed } from '../errors/errors.js';
import { isAlive } from './daemon.js';

const ORPHAN_PATIENCE_MS = 30_000;

export interface ClusterFolder {
  root: string;
  /** Postgres' own data directory. */
  data: string;
  /** Password of the one role, mode 0600. */
  password: string;
  /** The port of the last start, so that a restart answers at the same address. */
  port: string;
  /** Process id of the Signet that uses the folder. */
  owner: string;
  log: string;
}

/** Folders this process uses: a process id in an owner file may be an earlier life of ours (in a container it always is). */
const inUse = new Set<string>();

export function clusterFolder(dataDir: string): ClusterFolder {
  const root = resolve(dataDir);
  return {
    root,
    data: join(root, 'pgdata'),
    password: join(root, 'password'),
    port: join(root, 'port'),
    owner: join(root, 'owner.pid'),
    log: join(root, 'postgres.log'),
  };
}

/**
 * Makes the folder ours, and ends a Postgres that outlived a killed owner.
 *
 * @throws EmbeddedPostgresFailed naming the process that uses the folder
 */
export async function takeFolder(folder: ClusterFolder): Promise<void> {
  await mkdir(folder.root, { recursive: true, mode: 0o700 });
  await requireUnowned(folder);
  inUse.add(folder.root);
  try {
    await endOrphan(folder);
  } catch (error) {
    await releaseFolder(folder);
    throw error;
  }
}

export async function releaseFolder(folder: ClusterFolder): Promise<void> {
  inUse.delete(folder.root);
  await rm(folder.owner, { force: true });
}

async function requireUnowned(folder: ClusterFolder): Promise<void> {
  if (await createOwnerFile(folder)) {
    return;
  }
  const owner = await readPid(folder.owner);
  const taken = owner === process.pid ? inUse.has(folder.root) : owner !== undefined && isAlive(owner);
  if (taken) {
    throw inUseBy(folder, owner);
  }
  await rm(folder.owner, { force: true });
  if (!(await createOwnerFile(folder))) {
    throw inUseBy(folder, await readPid(folder.owner)); // another start was faster
  }
}

function inUseBy(folder: ClusterFolder, pid: number | undefined): EmbeddedPostgresFailed {
  return new EmbeddedPostgresFailed(
    `the data folder ${folder.root} is in use by process ${pid ?? 'unknown'}: stop that one, or choose another folder.`,
    { pid },
  );
}

async function createOwnerFile(folder: ClusterFolder): Promise<boolean> {
  try {
    await writeFile(folder.owner, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

/** The owner died, its Postgres may still be shutting down, or may not even know (no `setpriv`). */
async function endOrphan(folder: ClusterFolder): Promise<void> {
  const pidFile = join(folder.data, 'postmaster.pid');
  const pid = await readPid(pidFile);
  if (pid === undefined || !isAlive(pid)) {
    return; // Postgres clears a stale file itself
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (command !== undefined && !command.split('\0').includes(folder.data)) {
    await rm(pidFile); // the id belongs to another program by now; Postgres would take it for itself
    return;
  }
  if (command !== undefined) {
    process.kill(pid, 'SIGINT');
  }
  const deadline = Date.now() + ORPHAN_PATIENCE_MS;
  while (isAlive(pid)) {
    if (command === undefined || Date.now() > deadline) {
      throw inUseBy(folder, pid);
    }
    await delay(50);
  }
}

async function readPid(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return pid > 0 ? pid : undefined;
}

/** The password of the folder's role, made at the first call; durable before it is used. */
export async function ensurePassword(folder: ClusterFolder): Promise<string> {
  const known = await readFile(folder.password, 'utf8').catch(() => '');
  if (known.trim() !== '') {
    return known.trim();
  }
  const password = randomBytes(24).toString('hex');
  const draft = `${folder.password}.new`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(password);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(draft, 0o600);
  await rename(draft, folder.password);
  return password;
}

export async function readPort(folder: ClusterFolder): Promise<number | undefined> {
  const port = Number.parseInt(await readFile(folder.port, 'utf8').catch(() => ''), 10);
  return port > 0 && port < 65_536 ? port : undefined;
}

export async function writePort(folder: ClusterFolder, port: number): Promise<void> {
  await writeFile(folder.port, `${port}\n`, { mode: 0o600 });
}

/** Moves the last run's log aside, so that a log file holds one run. */
export async function rotateLog(folder: ClusterFolder): Promise<void> {
  await rename(folder.log, `${folder.log}.1`).catch(() => undefined);
}

/** The end of the log, for the message of a failed start. */
export async function logTail(folder: ClusterFolder, lines = 8): Promise<string> {
  const log = await readFile(folder.log, 'utf8').catch(() => '');
  return log.trimEnd().split('\n').slice(-lines).join('\n');
}

/** Who owns Postgres' data directory; undefined before it is made. */
export async function dataOwner(folder: ClusterFolder): Promise<number | undefined> {
  return lstat(folder.data).then(
    ({ uid }) => uid,
    () => undefined,
  );
}
