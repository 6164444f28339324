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
import { newId } from '../../config/clock.js';
/** How long a request is waited for. */
export const LISTEN_SECONDS = 180;
/** Who waits for a sample of what is sent to which hook, and what came. Single use, over all processes. */
let SamplesRepository = class SamplesRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** Takes the place of an earlier one. */
    async listen(tx, { hookId, environment }, by) {
        await tx.query(`insert into sample (hook_id, environment, id, opened_by, expires_at)
       values ($1, $2, $3, $4, now() + make_interval(secs => $5))
           on conflict (hook_id, environment)
           do update set id = excluded.id, opened_at = now(), opened_by = excluded.opened_by,
                         expires_at = excluded.expires_at, captured_at = null, content = null`, [hookId, environment, newId(), by, LISTEN_SECONDS]);
    }
    /** Null when nobody has asked for one. */
    async find({ hookId, environment }, db = this.dataSource.manager) {
        const rows = await db.query(`select opened_at as "openedAt", opened_by as "openedBy", expires_at as "expiresAt",
              greatest(0, ceil(extract(epoch from expires_at - now())))::int as "secondsLeft",
              captured_at as "capturedAt", content
         from sample where hook_id = $1 and environment = $2`, [hookId, environment]);
        return rows[0] ?? null;
    }
    /** False when there was none. */
    async remove(tx, { hookId, environment }) {
        const [rows] = await tx.query('delete from sample where hook_id = $1 and environment = $2 returning id', [hookId, environment]);
        return rows.length > 0;
    }
    /** True for exactly one request of each window, in whichever process it came. */
    async capture({ hookId, environment }, id, content) {
        const [rows] = await this.dataSource.query(`update sample set captured_at = now(), content = $4::json
        where hook_id = $1 and environment = $2 and id = $3 and captured_at is null and expires_at > now()
       returning id`, [hookId, environment, id, JSON.stringify(content)]);
        return rows.length > 0;
    }
};
SamplesRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], SamplesRepository);
export { SamplesRepository };
//# sourceMappingURL=samples.repository.js.map