import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Limits } from '../../config/limits.js';
import { INSTANCE, type LimitScope, tenantScope, workflowScope } from '../../ledger/limit-scope.js';
import { QuotaRepository } from '../../ledger/quota.repository.js';
import { formatDuration } from '../../workflow/duration.js';
import { shownRequests } from './given-limits.js';
import type { LimitUseModel, QuotaModel } from './limits.dto.js';

/** Which executions count: all, those of a tenant, or of a workflow in one environment. */
export interface Counted {
  readonly tenant?: string;
  readonly workflow?: { readonly id: string; readonly environment: string };
}

/** How much of limits is used, as it stands now. */
@Injectable()
export class LimitUseView {
  constructor(
    private readonly dataSource: DataSource,
    private readonly quotas: QuotaRepository,
  ) {}

  async show(counted: Counted, limits: Limits): Promise<LimitUseModel> {
    const { concurrency, timeoutMs, requests } = limits;
    const uses = await this.quotas.now(scopeOf(counted));
    const quota = (period: string, limit: number | undefined): QuotaModel | null => {
      const { used, resetsAt } = uses.find((use) => use.period === period)!;
      return limit === undefined ? null : { limit, used, remaining: Math.max(0, limit - used), resetsAt };
    };
    return {
      perDay: quota('day', limits.perDay),
      perMonth: quota('month', limits.perMonth),
      concurrency: concurrency ? { ...concurrency, running: await this.running(counted) } : null,
      timeout: timeoutMs === undefined ? null : formatDuration(timeoutMs),
      requests: requests ? shownRequests(requests) : null,
    };
  }

  /** Whatever is under a limit is claimed under a scope. */
  private async running({ tenant, workflow }: Counted): Promise<number> {
    const [row]: { n: number }[] = await this.dataSource.query(
      `select count(*)::int as n from open_execution
        where status = 'running' and claim_scope is not null and ($1::text is null or tenant = $1)
          and ($2::uuid is null or (workflow_id = $2 and environment = $3))`,
      [tenant ?? null, workflow?.id ?? null, workflow?.environment ?? null],
    );
    return row!.n;
  }
}

function scopeOf({ tenant, workflow }: Counted): LimitScope {
  if (tenant === undefined) {
    return INSTANCE;
  }
  return workflow
    ? workflowScope({ tenant, workflowId: workflow.id, environment: workflow.environment })
    : tenantScope(tenant);
}
