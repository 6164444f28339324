import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Changes } from '../database/changes.service.js';
import { KeptReads } from '../database/kept-reads.js';
import { RootKey } from './root-key.js';
import { fingerprint, open, seal } from './seal.js';

/** A secret as it may be shown: everything but its value. */
export interface SecretInfo {
  readonly namespace: string;
  /** Null: in every environment that has none of its own. */
  readonly environment: string | null;
  readonly name: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Where a secret is: without an environment it is for all of them. */
export interface SecretPlace {
  readonly tenant: string;
  readonly namespace: string;
  readonly environment?: string | undefined;
}

/** $1 tenant, $2 namespace, $3 environment: what is seen from there. */
const SEEN = `
where tenant = $1 and ($2 = namespace or starts_with($2, namespace || '.')) and environment in ('', $3)
  and exists (select from environment e where e.tenant = $1 and e.name = $3)`;

/** Named secrets of a namespace, sealed at rest, write-only over the API. A namespace sees those of its parents. */
@Injectable()
export class SecretStore {
  private readonly key: KeyObject;
  private readonly fingerprints: KeyObject;
  private readonly kept = new KeptReads<ReadonlyMap<string, string>>();

  constructor(
    private readonly dataSource: DataSource,
    changes: Changes,
    root: RootKey,
  ) {
    this.key = root.derive('secrets');
    this.fingerprints = root.derive('fingerprints');
    changes.on(['secret', 'environment'], () => this.kept.forget());
  }

  /** With a transaction of the caller's, what is kept in memory is for `forget` to drop once that has ended. */
  async put(
    place: SecretPlace,
    name: string,
    value: string,
    db: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    const { tenant, namespace, environment = EVERY } = place;
    await db.query(
      `insert into secret (tenant, namespace, environment, name, sealed) values ($1, $2, $3, $4, $5)
           on conflict (tenant, namespace, environment, name)
           do update set sealed = excluded.sealed, version = secret.version + 1, updated_at = now()`,
      [tenant, namespace, environment, name, seal(this.key, value, contextOf(place, name))],
    );
    this.kept.forget();
  }

  /** False when there was none. */
  async remove(
    { tenant, namespace, environment = EVERY }: SecretPlace,
    name: string,
    db: EntityManager = this.dataSource.manager,
  ): Promise<boolean> {
    const [rows] = await db.query<[unknown[], number]>(
      `delete from secret where tenant = $1 and namespace = $2 and environment = $3 and name = $4 returning name`,
      [tenant, namespace, environment, name],
    );
    this.kept.forget();
    return rows.length > 0;
  }

  async list(tenant: string, namespace?: string): Promise<SecretInfo[]> {
    return this.dataSource.query(
      `select namespace, nullif(environment, '') as environment, name, version, created_at as "createdAt",
              updated_at as "updatedAt"
         from secret where tenant = $1 and ($2::text is null or namespace = $2)
        order by namespace, name, environment`,
      [tenant, namespace ?? null],
    );
  }

  /**
   * Values by name as an environment sees them: the namespace's own before its parents', and of one namespace those of
   * the environment before those of all. None when the environment is gone. Kept in memory until something changes.
   */
  async values(tenant: string, namespace: string, environment: string): Promise<ReadonlyMap<string, string>> {
    const key = `${tenant}\n${namespace}\n${environment}`;
    return this.kept.get(key, () => this.load(tenant, namespace, environment));
  }

  /** What this process changed itself, it need not be told. */
  forget(): void {
    this.kept.forget();
  }

  /** Names of `values`, whether they open or not, each with the namespace it comes from. */
  async origins(tenant: string, namespace: string, environment: string): Promise<Map<string, string>> {
    const rows: { name: string; namespace: string }[] = await this.dataSource.query(
      `select name, namespace from secret ${SEEN} order by length(namespace)`,
      [tenant, namespace, environment],
    );
    return new Map(rows.map((row) => [row.name, row.namespace]));
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

  private async load(
    tenant: string,
    namespace: string,
    environment: string,
  ): Promise<ReadonlyMap<string, string>> {
    const rows: { namespace: string; environment: string; name: string; sealed: Buffer }[] =
      await this.dataSource.query(
        `select namespace, environment, name, sealed from secret ${SEEN} order by length(namespace), environment`,
        [tenant, namespace, environment],
      );
    return new Map(
      rows.map(({ name, sealed, ...row }) => [
        name,
        open(this.key, sealed, contextOf({ tenant, ...row }, name)),
      ]),
    );
  }
}

/** How every environment is written in the table. */
const EVERY = '';

/** What a sealed value is bound to: it opens nowhere else. */
export function contextOf({ tenant, namespace, environment = EVERY }: SecretPlace, name: string): string {
  return `secret:${tenant}/${namespace}${environment === EVERY ? '' : `@${environment}`}/${name}`;
}
