var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Injectable } from '@nestjs/common';
/**
 * Reads events by id. Not prepared on purpose: with the ids in hand the planner looks only into the partitions
 * they are in.
 */
let EventRepository = class EventRepository {
    async find(db, ids) {
        const rows = await db.query(`select id, source, type, common_type as "commonType", external_id as "externalId", subject, occurred_at as "occurredAt",
              received_at as "receivedAt", hook_id as "hookId", body, headers, parameters, inputs, traceparent,
              cause, coalesce(depth, 0) as depth, coalesce(lineage, '{}') as lineage
         from event where id = any($1::uuid[])`, [ids]);
        return new Map(rows.map((row) => [row.id, row]));
    }
};
EventRepository = __decorate([
    Injectable()
], EventRepository);
export { EventRepository };
//# sourceMappingURL=event.repository.js.map