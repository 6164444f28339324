import type { KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { Changes } from '../database/changes.service.js';
import { deriveKey, fingerprint, open, seal } from './seal.js';

/** A secret as it may be shown: everything but its value. */
export interface SecretInfo {
  readonly namespace: string;
  readonly name: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Named secrets of a namespace, sealed at rest, write-only over the API. A namespace sees those of its parents. */
@Injectable()
export class SecretStore {
  private readonly key: KeyObject;
  private readonly fingerprints: KeyObject;
  private cache = new Map<string, Promise<ReadonlyMap<string, string>>>();

  constructor(
    private readonly dataSource: DataSource,
    changes: Changes,
    @Inject(CONFIG) config: Config,
  ) {
    this.key = deriveKey(config.masterKey, 'secrets');
    this.fingerprints = deriveKey(config.masterKey, 'fingerprints');
    changes.on(['secret'], () => this.cache.clear());
  }

  async put(tenant: string, namespace: string, name: string, value: string): Promise<void> {
    await this.dataSource.query(
      `insert into secret (tenant, namespace, name, sealed) values ($1, $2, $3, $4)
           on conflict (tenant, namespace, name)
           do update set sealed = excluded.sealed, version = secret.version + 1, updated_at = now()`,
      [tenant, namespace, name, seal(this.key, value, place(tenant, namespace, name))],
    );
    this.cache.clear();
  }

  /** False when there was none. */
  async remove(tenant: string, namespace: string, name: string): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      'delete from secret where tenant = $1 and namespace = $2 and name = $3 returning name',
      [tenant, namespace, name],
    );
    this.cache.clear();
    return rows.length > 0;
  }

  async list(tenant: string, namespace?: string): Promise<SecretInfo[]> {
    return this.dataSource.query(
      `select namespace, name, version, created_at as "createdAt", updated_at as "updatedAt"
         from secret where tenant = $1 and ($2::text is null or namespace = $2) order by namespace, name`,
      [tenant, namespace ?? null],
    );
  }

  /** Values by name, the namespace's own before its parents'. Kept in memory until a secret changes. */
  async values(tenant: string, namespace: string): Promise<ReadonlyMap<string, string>> {
    const key = `${tenant}\n${namespace}`;
    const known = this.cache.get(key);
    if (known) {
      return known;
    }
    const loading = this.load(tenant, namespace);
    this.cache.set(key, loading);
    loading.catch(() => this.cache.delete(key));
    return loading;
  }

  /** Seals something of the configuration (a source's signing secret) for one place only. */
  sealFor(context: string, value: string): string {
    return seal(this.key, value, context).toString('base64');
  }

  openFor(context: string, sealed: string): string {
    return open(this.key, Buffer.from(sealed, 'base64'), context);
  }

  /** Tells secrets of one place apart without telling what they are. */
  fingerprintFor(context: string, value: string): string {
    return fingerprint(this.fingerprints, value, context);
  }

  private async load(tenant: string, namespace: string): Promise<ReadonlyMap<string, string>> {
    const rows: { namespace: string; name: string; sealed: Buffer }[] = await this.dataSource.query(
      `select namespace, name, sealed from secret
        where tenant = $1 and ($2 = namespace or starts_with($2, namespace || '.')) order by length(namespace)`,
      [tenant, namespace],
    );
    return new Map(
      rows.map((row) => [row.name, open(this.key, row.sealed, place(tenant, row.namespace, row.name))]),
    );
  }
}

const place = (tenant: string, namespace: string, name: string): string =>
  `secret:${tenant}/${namespace}/${name}`;
