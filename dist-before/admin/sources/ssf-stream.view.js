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
/** The stream of a source with what came on it. */
let SsfStreamView = class SsfStreamView {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    async get(sourceId) {
        const rows = await this.dataSource.query(`select t.status, t.status_reason as "statusReason", t.status_at as "statusAt",
              t.expected_state is not null as "isAsked", t.asked_at as "askedAt", t.verified_at as "verifiedAt",
              coalesce(t.lease_until > now(), false) as "isPolled", t.polled_at as "polledAt",
              t.next_poll_at as "nextPollAt",
              (select received_at from event where hook_id = h.id order by id desc limit 1) as "lastEventAt",
              (select json_build_object('at', received_at, 'reason', reason) from delivery_log
                where hook_id = h.id and outcome = 'refused' order by id desc limit 1) as refusal,
              case when t.last_error is not null
                   then json_build_object('at', t.last_error_at, 'reason', t.last_error) end as "pollError"
         from hook h left join ssf_stream t on t.source_id = h.source_id
        where h.source_id = $1`, [sourceId]);
        return rows[0];
    }
};
SsfStreamView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], SsfStreamView);
export { SsfStreamView };
//# sourceMappingURL=ssf-stream.view.js.map