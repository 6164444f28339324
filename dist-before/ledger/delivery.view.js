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
/** One accepted delivery may carry several events: the first one, which has the delivery's id, stands for it. */
const ACCEPTED = `(select id, received_at, 'accepted'::text as outcome, null::text as reason, null::int as status,
         null::text as method, remote_address, bytes, id as event_id, environment, null::json as diagnosis,
         json_build_object('id', id, 'type', type, 'subject', subject, 'test', test, 'cause', cause,
           'depth', coalesce(depth, 0), 'avoided', coalesce(avoided, '{}')) as event
    from event where hook_id = $1 and id = delivery_id and ($2::uuid is null or id < $2)
     and ($5::text is null or environment = $5)
   order by id desc limit $3)`;
const OTHERS = `(select id, received_at, outcome, reason, status, method, remote_address, bytes, event_id,
         environment, diagnosis, null::json as event
    from delivery_log where hook_id = $1 and ($2::uuid is null or id < $2) and ($4::text is null or outcome = $4)
     and ($5::text is null or environment = $5)
   order by id desc limit $3)`;
/** What arrived at a hook, newest first: accepted deliveries are events, all others are in the delivery log. */
let DeliveryView = class DeliveryView {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    list(hookId, { before, limit, outcome, environment }) {
        const both = outcome === undefined || outcome === 'accepted' ? `${ACCEPTED} union all ${OTHERS}` : OTHERS;
        return this.dataSource.query(`select id, received_at as "receivedAt", outcome, reason, status, method, remote_address as "remoteAddress",
              bytes, event_id as "eventId", event, environment, diagnosis
         from (${both}) d
        order by id desc limit $3`, [hookId, before, limit, outcome ?? null, environment ?? null]);
    }
};
DeliveryView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], DeliveryView);
export { DeliveryView };
//# sourceMappingURL=delivery.view.js.map