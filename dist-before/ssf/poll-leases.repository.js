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
const POLLED = `select s.id as "sourceId", s.tenant, s.name, h.address, s.definition -> 'poll' as poll
                  from source s join hook h on h.source_id = s.id
                 where h.enabled and s.definition ? 'poll' and s.definition -> 'pending' is null`;
/** Who polls which source: one process each, held by leases, so that a process that dies is followed by another. */
let PollLeasesRepository = class PollLeasesRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /** Takes up to `most` sources nobody polls, and whose transmitter may be asked again. */
    claim(poller, leaseMs, most) {
        return this.dataSource.query(`with polled as (${POLLED}),
            taken as (
              insert into ssf_stream (source_id, poller, lease_until)
              select p."sourceId", $1, now() + make_interval(secs => $2::float8 / 1000)
                from polled p left join ssf_stream t on t.source_id = p."sourceId"
               where (t.lease_until is null or t.lease_until < now())
                 and (t.next_poll_at is null or t.next_poll_at <= now())
               order by t.polled_at nulls first
               limit $3
                  on conflict (source_id) do update set poller = excluded.poller, lease_until = excluded.lease_until
               where ssf_stream.lease_until is null or ssf_stream.lease_until < now()
              returning source_id)
       select p.* from polled p join taken on taken.source_id = p."sourceId"`, [poller, leaseMs, most]);
    }
    /** Holds on to what the process polls; sources that are gone, disabled or polled by another are missing. */
    renew(poller, leaseMs) {
        return this.dataSource.query(`with held as (
         update ssf_stream set lease_until = now() + make_interval(secs => $2::float8 / 1000)
          where poller = $1 and lease_until >= now() returning source_id)
       select p.* from (${POLLED}) p join held on held.source_id = p."sourceId"`, [poller, leaseMs]);
    }
    /** Lets others poll at once. */
    async release(poller, sourceIds) {
        await this.dataSource.query('update ssf_stream set poller = null, lease_until = null where poller = $1 and source_id = any($2::uuid[])', [poller, sourceIds]);
    }
    /** The transmitter answered. */
    async noteAnswer(poller, sourceId) {
        await this.dataSource.query('update ssf_stream set polled_at = now(), next_poll_at = null where source_id = $2 and poller = $1', [poller, sourceId]);
    }
    /** A poll failed; whoever polls next keeps the pause. */
    async noteFailure(poller, sourceId, error, pauseMs) {
        await this.dataSource.query(`update ssf_stream set last_error = $3, last_error_at = now(),
              next_poll_at = now() + make_interval(secs => $4::float8 / 1000)
        where source_id = $2 and poller = $1`, [poller, sourceId, error, pauseMs]);
    }
};
PollLeasesRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], PollLeasesRepository);
export { PollLeasesRepository };
//# sourceMappingURL=poll-leases.repository.js.map