import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StoredEvent } from './claimed.js';

/**
 * Reads events by id. Not prepared on purpose: with the ids in hand the planner looks only into the partitions
 * they are in.
 */
@Injectable()
export class EventRepository {
  async find(db: EntityManager, ids: readonly string[]): Promise<Map<string, StoredEvent>> {
    const rows: StoredEvent[] = await db.query(
      `select id, source, type, common_type as "commonType", external_id as "externalId", subject, occurred_at as "occurredAt",
              received_at as "receivedAt", hook_id as "hookId", body, headers, parameters, inputs, traceparent,
              cause, coalesce(depth, 0) as depth, coalesce(lineage, '{}') as lineage
         from event where id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
