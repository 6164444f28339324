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
const SELECT = `
select e.name, e.description, e.created_at as "createdAt",
       (select count(*)::int from deployment d join workflow w on w.id = d.workflow_id
         where w.tenant = e.tenant and d.environment = e.name) as workflows
  from environment e where e.tenant = $1`;
/** The stages a tenant's workflows are deployed in. */
let EnvironmentsRepository = class EnvironmentsRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    list(tenant) {
        return this.dataSource.query(`${SELECT} order by e.name`, [tenant]);
    }
    async find(tenant, name, db = this.dataSource.manager) {
        const rows = await db.query(`${SELECT} and e.name = $2`, [tenant, name]);
        return rows[0] ?? null;
    }
    /**
     * Until the transaction ends: whoever `uses` it has it stay, and whoever `removes` it waits for them and keeps new ones
     * waiting.
     */
    async hold(tx, tenant, name, who) {
        await tx.query(`select from environment where tenant = $1 and name = $2 for ${who === 'uses' ? 'share' : 'update'}`, [tenant, name]);
    }
    /** Whether something of it is still to run. */
    async isBusy(tx, tenant, name) {
        const rows = await tx.query('select 1 from open_execution where tenant = $1 and environment = $2 limit 1', [tenant, name]);
        return rows.length > 0;
    }
    /** False when it was there already. */
    async put(tx, tenant, name, description) {
        const [row] = await tx.query(`insert into environment (tenant, name, description) values ($1, $2, $3)
           on conflict (tenant, name) do update set description = excluded.description
       returning xmax = 0 as "isNew"`, [tenant, name, description]);
        return row.isNew;
    }
    /** What was kept for it alone goes with it. */
    async remove(tx, tenant, name) {
        await tx.query('delete from secret where tenant = $1 and environment = $2', [tenant, name]);
        await tx.query('delete from variable where tenant = $1 and environment = $2', [tenant, name]);
        await tx.query('delete from environment where tenant = $1 and name = $2', [tenant, name]);
    }
};
EnvironmentsRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], EnvironmentsRepository);
export { EnvironmentsRepository };
//# sourceMappingURL=environments.repository.js.map