var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { INSTANCE, tenantScope, workflowScope } from '../../ledger/limit-scope.js';
import { QuotaRepository } from '../../ledger/quota.repository.js';
import { formatDuration } from '../../workflow/duration.js';
import { shownRequests } from './given-limits.js';
/** How much of limits is used, as it stands now. */
let LimitUseView = class LimitUseView {
    dataSource;
    quotas;
    constructor(dataSource, quotas) {
        this.dataSource = dataSource;
        this.quotas = quotas;
    }
    async show(counted, limits) {
        const { concurrency, timeoutMs, requests } = limits;
        const uses = await this.quotas.now(scopeOf(counted));
        const quota = (period, limit) => {
            const { used, resetsAt } = uses.find((use) => use.period === period);
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
    async running({ tenant, workflow }) {
        const [row] = await this.dataSource.query(`select count(*)::int as n from open_execution
        where status = 'running' and claim_scope is not null and ($1::text is null or tenant = $1)
          and ($2::uuid is null or (workflow_id = $2 and environment = $3))`, [tenant ?? null, workflow?.id ?? null, workflow?.environment ?? null]);
        return row.n;
    }
};
LimitUseView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        QuotaRepository])
], LimitUseView);
export { LimitUseView };
function scopeOf({ tenant, workflow }) {
    if (tenant === undefined) {
        return INSTANCE;
    }
    return workflow
        ? workflowScope({ tenant, workflowId: workflow.id, environment: workflow.environment })
        : tenantScope(tenant);
}
//# sourceMappingURL=limit-use.view.js.map