import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export interface EnvironmentRow {
  readonly name: string;
  readonly description: string | null;
  readonly workflows: number;
  readonly createdAt: Date;
}

export type Holder = 'uses' | 'removes';

const SELECT = `
select e.name, e.description, e.created_at as "createdAt",
       (select count(*)::int from deployment d join workflow w on w.id = d.workflow_id
         where w.tenant = e.tenant and d.environment = e.name) as workflows
  from environment e where e.tenant = $1`;

/** The stages a tenant's workflows are deployed in. */
@Injectable()
export class EnvironmentsRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(tenant: string): Promise<EnvironmentRow[]> {
    return this.dataSource.query(`${SELECT} order by e.name`, [tenant]);
  }

  async find(
    tenant: string,
    name: string,
    db: EntityManager = this.dataSource.manager,
  ): Promise<EnvironmentRow | null> {
    const rows: EnvironmentRow[] = await db.query(`${SELECT} and e.name = $2`, [tenant, name]);
    return rows[0] ?? null;
  }

  /**
   * Until the transaction ends: whoever `uses` it has it stay, and whoever `removes` it waits for them and keeps new ones
   * waiting.
   */
  async hold(tx: EntityManager, tenant: string, name: string, who: Holder): Promise<void> {
    await tx.query(
      `select from environment where tenant = $1 and name = $2 for ${who === 'uses' ? 'share' : 'update'}`,
      [tenant, name],
    );
  }

  /** Whether something of it is still to run. */
  async isBusy(tx: EntityManager, tenant: string, name: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      'select 1 from open_execution where tenant = $1 and environment = $2 limit 1',
      [tenant, name],
    );
    return rows.length > 0;
  }

  /** False when it was there already. */
  async put(tx: EntityManager, tenant: string, name: string, description: string | null): Promise<boolean> {
    const [row]: { isNew: boolean }[] = await tx.query(
      `insert into environment (tenant, name, description) values ($1, $2, $3)
           on conflict (tenant, name) do update set description = excluded.description
       returning xmax = 0 as "isNew"`,
      [tenant, name, description],
    );
    return row!.isNew;
  }

  /** What was kept for it alone goes with it. */
  async remove(tx: EntityManager, tenant: string, name: string): Promise<void> {
    await tx.query('delete from secret where tenant = $1 and environment = $2', [tenant, name]);
    await tx.query('delete from variable where tenant = $1 and environment = $2', [tenant, name]);
    await tx.query('delete from environment where tenant = $1 and name = $2', [tenant, name]);
  }
}
