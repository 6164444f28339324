import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Changes } from '../database/changes.service.js';
import { isDataFault } from '../database/faults.js';
import { KeptReads } from '../database/kept-reads.js';
import { InvalidRequest } from '../errors/errors.js';

/** Where a variable is: without an environment it is for all of them. */
export interface VariablePlace {
  readonly tenant: string;
  readonly namespace: string;
  readonly environment?: string | undefined;
}

export interface VariableRow {
  readonly namespace: string;
  /** Null: in every environment that has none of its own. */
  readonly environment: string | null;
  readonly name: string;
  readonly value: unknown;
  readonly version: number;
  readonly updatedAt: Date;
}

export type Variables = Readonly<Record<string, unknown>>;

/** Named values of a namespace, by environment, for all to read. A namespace sees those of its parents. */
@Injectable()
export class VariableStore {
  private readonly kept = new KeptReads<Variables>();

  constructor(
    private readonly dataSource: DataSource,
    changes: Changes,
  ) {
    changes.on(['variable', 'environment'], () => this.kept.forget());
  }

  /** Throws InvalidRequest for a value with a character that Postgres has no way to write down. */
  async put(tx: EntityManager, place: VariablePlace, name: string, value: unknown): Promise<void> {
    try {
      await tx.query(
        `insert into variable (tenant, namespace, environment, name, value) values ($1, $2, $3, $4, $5::jsonb)
             on conflict (tenant, namespace, environment, name)
             do update set value = excluded.value, version = variable.version + 1, updated_at = now()`,
        [place.tenant, place.namespace, place.environment ?? '', name, JSON.stringify(value)],
      );
    } catch (error) {
      if (!isDataFault(error)) {
        throw error;
      }
      const message = 'holds a character that cannot be stored';
      throw new InvalidRequest(`the value ${message}`, { errors: [{ path: 'value', message }] });
    }
  }

  /** False when there was none. */
  async remove(tx: EntityManager, place: VariablePlace, name: string): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(
      `delete from variable where tenant = $1 and namespace = $2 and environment = $3 and name = $4 returning name`,
      [place.tenant, place.namespace, place.environment ?? '', name],
    );
    return rows.length > 0;
  }

  async list(tenant: string, namespace?: string): Promise<VariableRow[]> {
    return this.dataSource.query(
      `select namespace, nullif(environment, '') as environment, name, value, version, updated_at as "updatedAt"
         from variable where tenant = $1 and ($2::text is null or namespace = $2)
        order by namespace, name, environment`,
      [tenant, namespace ?? null],
    );
  }

  /**
   * By name, the nearest namespace before its parents, the environment's own before those of all. None when the
   * environment is gone.
   */
  async values(tenant: string, namespace: string, environment: string): Promise<Variables> {
    const key = `${tenant}\n${namespace}\n${environment}`;
    return this.kept.get(key, () => this.load(tenant, namespace, environment));
  }

  /** What this process changed itself, it need not be told. */
  forget(): void {
    this.kept.forget();
  }

  private async load(tenant: string, namespace: string, environment: string): Promise<Variables> {
    const rows: { name: string; value: unknown }[] = await this.dataSource.query(
      `select name, value from variable
        where tenant = $1 and ($2 = namespace or starts_with($2, namespace || '.')) and environment in ('', $3)
          and exists (select from environment e where e.tenant = $1 and e.name = $3)
        order by length(namespace), environment`,
      [tenant, namespace, environment],
    );
    return Object.freeze(Object.fromEntries(rows.map(({ name, value }) => [name, value])));
  }
}
