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
/** Days that are kept: a secret unused for longer counts as never used. */
const KEPT_DAYS = 30;
/** Hooks may be gone by now, and two processes write at once: rows go in by key, and add up. */
const ADD = `
with tally as (
  select t.hook_id, t.secret_id, (t.at at time zone 'utc')::date as used_on, t.uses, t.at
    from unnest($1::uuid[], $2::text[], $3::bigint[], $4::timestamptz[]) as t (hook_id, secret_id, uses, at)
    join hook h on h.id = t.hook_id
), forgotten as (
  delete from source_secret_use
   where hook_id = any ($1) and used_on < (now() at time zone 'utc')::date - ${KEPT_DAYS}
)
insert into source_secret_use (hook_id, secret_id, used_on, uses, last_used_at)
select hook_id, secret_id, used_on, uses, at from tally order by hook_id, secret_id
    on conflict (hook_id, secret_id, used_on)
    do update set uses = source_secret_use.uses + excluded.uses,
                  last_used_at = greatest(source_secret_use.last_used_at, excluded.last_used_at)`;
const OF_HOOK = `
select secret_id as "secretId", max(last_used_at) as "lastUsedAt",
       coalesce(sum(uses) filter (where used_on > (now() at time zone 'utc')::date - 7), 0)::float8 as uses
  from source_secret_use
 where hook_id = $1 and used_on >= (now() at time zone 'utc')::date - ${KEPT_DAYS}
 group by secret_id`;
/** When and how often the live secrets of sources proved a delivery, by day. */
let SecretUseRepository = class SecretUseRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    async add(tallies) {
        await this.dataSource.query(ADD, [
            tallies.map(({ hookId }) => hookId),
            tallies.map(({ secretId }) => secretId),
            tallies.map(({ uses }) => uses),
            tallies.map(({ lastUsedAt }) => lastUsedAt),
        ]);
    }
    ofHook(hookId) {
        return this.dataSource.query(OF_HOOK, [hookId]);
    }
};
SecretUseRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], SecretUseRepository);
export { SecretUseRepository };
//# sourceMappingURL=secret-use.repository.js.map