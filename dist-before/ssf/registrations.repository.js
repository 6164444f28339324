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
/** Streams that were set up at their transmitter from here. */
let RegistrationsRepository = class RegistrationsRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** Null when the source's stream was not set up from here. */
    async find(sourceId) {
        const rows = await this.dataSource.query(`select registration, sealed_token as "sealedToken" from ssf_stream
          where source_id = $1 and registration is not null`, [sourceId]);
        const [row] = rows;
        return row ? { ...row.registration, sealedToken: row.sealedToken } : null;
    }
    /** What was told of a stream before is not told of this one. */
    async save(tx, sourceId, { sealedToken, ...registration }) {
        await tx.query(`insert into ssf_stream (source_id, registration, sealed_token) values ($1, $2::jsonb, $3)
           on conflict (source_id) do update
          set registration = excluded.registration, sealed_token = excluded.sealed_token,
              status = null, status_reason = null, status_at = null`, [sourceId, JSON.stringify(registration), sealedToken]);
    }
    /** From now on the stream is verified by an event with this state, and no other. */
    async expectState(tx, sourceId, state) {
        await tx.query('update ssf_stream set expected_state = $2, asked_at = now() where source_id = $1', [
            sourceId,
            state,
        ]);
    }
    async forget(tx, sourceId) {
        await tx.query('delete from ssf_stream where source_id = $1', [sourceId]);
    }
};
RegistrationsRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], RegistrationsRepository);
export { RegistrationsRepository };
//# sourceMappingURL=registrations.repository.js.map