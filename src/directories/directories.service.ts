import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { NotFound, TargetRefused } from '../errors/errors.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { OutboundTokens } from '../outbound/oauth/outbound-tokens.js';
import { readTokenClient } from '../outbound/oauth/token-need.js';
import type { Directories, Directory } from './directory.js';
import type { ScimCredential } from './scim/scim-credential.js';
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
  /** The bearer token; with `config.auth`, the secret of its client. */
  readonly sealed_token: Buffer | null;
  /** `userKey`: how users are named, default `any`. `auth`: the client that fetches tokens, but for its secret. */
  readonly config: { readonly userKey?: unknown; readonly auth?: Readonly<Record<string, unknown>> };
}

/** What a directory's token is sealed for: it opens nowhere else. */
export function tokenContext(tenant: string, name: string): string {
  return `directory:${tenant}/${name}`;
}

/** What the secret of a directory's client is sealed for: taken for a token, as by a version that knows no clients, it does not open. */
export function clientSecretContext(tenant: string, name: string): string {
  return `${tokenContext(tenant, name)}#client`;
}

/** How outside directories are spoken to. */
export interface Ways {
  readonly http: Pick<GuardedClient, 'request'>;
  readonly tokens: Pick<OutboundTokens, 'send'>;
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
    private readonly tokens: OutboundTokens,
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

  /** As `all`, the outside ones spoken to by other ways; not kept. */
  through(ways: Ways, tenant: string): Promise<ReadonlyMap<string, Directory>> {
    return this.load(tenant, ways);
  }

  /** Looks again at the next call: something about directories changed. */
  forget(): void {
    this.kept.clear();
  }

  private async load(
    tenant: string,
    ways: Ways = { http: this.http, tokens: this.tokens },
  ): Promise<ReadonlyMap<string, Directory>> {
    const rows: DirectoryRow[] = await this.dataSource.query(
      'select name, type, url, sealed_token, config from directory where tenant = $1',
      [tenant],
    );
    const configured = rows.map((row): [string, Directory] => [row.name, this.build(tenant, row, ways)]);
    return new Map([[MAIN.name, MAIN], ...configured]);
  }

  private build(tenant: string, row: DirectoryRow, ways: Ways): Directory {
    if (row.type === 'local') {
      return { kind: 'own', name: row.name };
    }
    const { name, url } = row;
    if (url === null || row.sealed_token === null) {
      return unusable(name, 'has no url or no token');
    }
    const { userKey = 'any' } = row.config;
    if (!isUserKey(userKey)) {
      return unusable(name, 'has a userKey that is none');
    }
    const token = this.credential(tenant, { ...row, sealed: row.sealed_token }, ways.tokens);
    return 'fault' in token
      ? unusable(name, token.fault)
      : new ScimDirectory({ name, baseUrl: url, token: token.credential, userKey, http: ways.http });
  }

  private credential(
    tenant: string,
    { name, sealed, config: { auth } }: Pick<DirectoryRow, 'name' | 'config'> & { readonly sealed: Buffer },
    tokens: Ways['tokens'],
  ): { readonly credential: ScimCredential } | { readonly fault: string } {
    const context = auth === undefined ? tokenContext(tenant, name) : clientSecretContext(tenant, name);
    const opened = this.findToken(sealed, context);
    if (opened === null) {
      return { fault: 'has a token that does not open with this key' };
    }
    if (auth === undefined) {
      return { credential: opened };
    }
    try {
      const client = { ...readTokenClient({ ...auth, clientSecret: opened }), tenant };
      return { credential: { client, tokens } };
    } catch {
      return { fault: 'has an auth that is none' };
    }
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
