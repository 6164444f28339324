/** The folder of `signet up`: its servers' data, its keys, and where it listens. */
import { randomBytes } from 'node:crypto';
import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DraftFile } from './draft-file.js';
import { CommandFailed, EXIT } from './exit-code.js';

export const DEFAULT_FOLDER = '.signet';

/** Where a `signet up` listens right now. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
}

export class DataFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
  }

  get postgres(): string {
    return join(this.path, 'postgres');
  }

  get redis(): string {
    return join(this.path, 'redis');
  }

  get tokenFile(): string {
    return join(this.path, 'admin-token');
  }

  get masterKeyFile(): string {
    return join(this.path, 'master-key');
  }

  /** Makes it, closed to others. */
  async make(): Promise<void> {
    try {
      await mkdir(this.path, { recursive: true, mode: 0o700 });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new CommandFailed(
        EXIT.failed,
        `the data folder ${this.path} cannot be made (${code}): choose another with --data`,
      );
    }
  }

  /** 32 bytes in base64, made at the first call. Losing it loses every stored secret. */
  masterKey(): Promise<Kept> {
    return keep(this.masterKeyFile, () => randomBytes(32).toString('base64'));
  }

  /** Throws where the data was sealed with a key that is gone. */
  async requireKeyOfData(): Promise<void> {
    const isThere = (path: string): Promise<boolean> =>
      access(path).then(
        () => true,
        () => false,
      );
    if ((await isThere(this.postgres)) && !(await isThere(this.masterKeyFile))) {
      throw new CommandFailed(
        EXIT.failed,
        `${this.masterKeyFile} is gone, and ${this.postgres} holds what was sealed with it: put the key back, or give it as SIGNET_MASTER_KEY`,
      );
    }
  }

  /** The first admin token, made at the first call. */
  adminToken(): Promise<Kept> {
    return keep(this.tokenFile, () => `sgn_${randomBytes(24).toString('base64url')}`);
  }

  async recordServer(server: RunningServer): Promise<void> {
    await writeWhole(this.serverFile, `${JSON.stringify(server)}\n`);
  }

  async forgetServer(): Promise<void> {
    await rm(this.serverFile, { force: true });
  }

  /** Undefined when none was recorded; one that was killed may still be. */
  async findServer(): Promise<RunningServer | undefined> {
    const text = await readFile(this.serverFile, 'utf8').catch(() => '');
    try {
      return JSON.parse(text) as RunningServer;
    } catch {
      return undefined;
    }
  }

  async findToken(): Promise<string | undefined> {
    const token = (await readFile(this.tokenFile, 'utf8').catch(() => '')).trim();
    return token === '' ? undefined : token;
  }

  private get serverFile(): string {
    return join(this.path, 'server.json');
  }
}

export interface Kept {
  readonly value: string;
  /** It was not there before. */
  readonly isNew: boolean;
}

async function keep(file: string, make: () => string): Promise<Kept> {
  const known = (await readFile(file, 'utf8').catch(missingAsEmpty)).trim();
  if (known !== '') {
    return { value: known, isNew: false };
  }
  const value = make();
  await writeWhole(file, `${value}\n`);
  return { value, isNew: true };
}

/** A file that is there but cannot be read must not be replaced: it may be the only copy of a key. */
function missingAsEmpty(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') {
    return '';
  }
  throw new CommandFailed(EXIT.failed, `${error.path} cannot be read (${error.code}): is it another user's?`);
}

/** Durable and complete before it has its name; mode 0600. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const draft = await DraftFile.open(file);
  await draft.keep(text);
}
