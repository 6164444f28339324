import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { NotFound, TargetRefused } from '../errors/errors.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import type { Directories, Directory } from './directory.js';
import { ScimDirectory } from './scim/scim-directory.js';
import { isUserKey } from './scim/scim-lookup.js';

/** Longest time a changed directory goes unnoticed when nobody calls `forget`. */
const KEPT_MS = 5_000;
const MAIN: Directory = { kind: 'own', name: 'main' };

/** Opens a sealed token; `context` is what it was sealed for, see `tokenContext`. */
export type OpenToken = (sealed: Buffer, context: string) => string;

/** Injection token of an `OpenToken`. */
export const OPEN_TOKEN = Symbol('OPEN_TOKEN');

interface DirectoryRow {
  readonly name: string;
  readonly type: 'local' | 'scim';
  readonly url: string | null;
  readonly sealed_token: Buffer | null;
  /** `userKey`: how users are named, default `any`. */
  readonly config: { readonly userKey?: unknown };
}

/** What a directory's token is sealed for: it opens nowhere else. */
export function tokenContext(tenant: string, name: string): string {
  return `directory:${tenant}/${name}`;
}

/** Directories as configured in the table `directory`. A tenant without a row `main` has the built-in one. */
@Injectable()
export class DirectoriesService implements Directories {
  private readonly kept = new Map<
    string,
    { until: number; directories: Promise<ReadonlyMap<string, Directory>> }
  >();

  constructor(
    private readonly dataSource: DataSource,
    private readonly http: GuardedClient,
    @Inject(OPEN_TOKEN) private readonly openToken: OpenToken,
  ) {}

  async require(tenant: string, name: string): Promise<Directory> {
    const directory = (await this.all(tenant)).get(name);
    if (directory === undefined) {
      throw new NotFound(`no directory is called ${name}`, { directory: name });
    }
    return directory;
  }

  all(tenant: string): Promise<ReadonlyMap<string, Directory>> {
    const kept = this.kept.get(tenant);
    if (kept !== undefined && Date.now() < kept.until) {
      return kept.directories;
    }
    const directories = this.load(tenant);
    const entry = { until: Date.now() + KEPT_MS, directories };
    this.kept.set(tenant, entry);
    directories.catch(() => {
      if (this.kept.get(tenant) === entry) {
        this.kept.delete(tenant);
      }
    });
    return directories;
  }

  /** As `all`, the outside ones spoken to by another way; not kept. */
  through(http: Pick<GuardedClient, 'request'>, tenant: string): Promise<ReadonlyMap<string, Directory>> {
    return this.load(tenant, http);
  }

  /** Looks again at the next call: something about directories changed. */
  forget(): void {
    this.kept.clear();
  }

  private async load(
    tenant: string,
    http: Pick<GuardedClient, 'request'> = this.http,
  ): Promise<ReadonlyMap<string, Directory>> {
    const rows: DirectoryRow[] = await this.dataSource.query(
      'select name, type, url, sealed_token, config from directory where tenant = $1',
      [tenant],
    );
    const configured = rows.map((row): [string, Directory] => [row.name, this.build(tenant, row, http)]);
    return new Map([[MAIN.name, MAIN], ...configured]);
  }

  private build(tenant: string, row: DirectoryRow, http: Pick<GuardedClient, 'request'>): Directory {
    if (row.type === 'local') {
      return { kind: 'own', name: row.name };
    }
    const { name, url, sealed_token: sealed } = row;
    if (url === null || sealed === null) {
      return unusable(name, 'has no url or no token');
    }
    const { userKey = 'any' } = row.config;
    if (!isUserKey(userKey)) {
      return unusable(name, 'has a userKey that is none');
    }
    const token = this.findToken(sealed, tokenContext(tenant, name));
    return token === null
      ? unusable(name, 'has a token that does not open with this key')
      : new ScimDirectory({ name, baseUrl: url, token, userKey, http });
  }

  private findToken(sealed: Buffer, context: string): string | null {
    try {
      return this.openToken(sealed, context);
    } catch {
      return null; // the cause could quote what it tried to open
    }
  }
}

/** Fails the tasks that use it, and only those. */
function unusable(name: string, why: string): Directory {
  return {
    kind: 'outside',
    name,
    apply: () => Promise.reject(new TargetRefused(`the directory ${name} ${why}`, { directory: name })),
  };
}
