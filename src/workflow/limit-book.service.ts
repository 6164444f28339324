import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import type { Limits } from '../config/limits.js';
import { Changes } from '../database/changes.service.js';
import { KeptReads } from '../database/kept-reads.js';
import type { WorkflowPlace } from '../ledger/limit-scope.js';
import {
  type DeployedLimits,
  deployedLimits,
  type OuterLimits,
  shortestTimeoutMs,
} from './deployed-limits.js';
import type { WorkflowDocument } from './document.js';

const UNLIMITED: Limits = Object.freeze({});

/** What the instance and each tenant may use, in memory. */
@Injectable()
export class LimitBook {
  private readonly tenants = new KeptReads<ReadonlyMap<string, Limits>>();

  constructor(
    private readonly dataSource: DataSource,
    changes: Changes,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    changes.on(['tenant'], () => this.forget());
  }

  async of(tenant: string): Promise<OuterLimits> {
    const tenants = await this.tenants.get('all', () => this.load());
    return { instance: this.config.limits, tenant: tenants.get(tenant) ?? UNLIMITED };
  }

  async ofWorkflow(place: WorkflowPlace, document: WorkflowDocument): Promise<DeployedLimits> {
    return deployedLimits(place, document, await this.of(place.tenant));
  }

  /** How long one attempt may take by all who have a say: the document, the tenant, the instance. */
  async timeoutMs(tenant: string, document: WorkflowDocument): Promise<number | undefined> {
    const outer = await this.of(tenant);
    return shortestTimeoutMs(document.timeoutMs, outer.tenant.timeoutMs, outer.instance.timeoutMs);
  }

  /** What this process changed itself, it need not be told. */
  forget(): void {
    this.tenants.forget();
  }

  private async load(): Promise<ReadonlyMap<string, Limits>> {
    const rows = await this.dataSource.query<{ name: string; limits: Limits }[]>(
      `select name, limits from tenant where limits <> '{}'`,
    );
    return new Map(rows.map(({ name, limits }) => [name, limits]));
  }
}
