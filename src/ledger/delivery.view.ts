import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface DeliveryRow {
  readonly id: string;
  readonly receivedAt: Date;
  /** `accepted`, or what the delivery log says. */
  readonly outcome: string;
  readonly reason: string | null;
  /** HTTP status of the answer; null for accepted ones, whose hook says what they are answered with. */
  readonly status: number | null;
  readonly method: string | null;
  readonly remoteAddress: string | null;
  readonly bytes: number;
  /** First event of the delivery, or the event it repeats. */
  readonly eventId: string | null;
  /** Of an accepted delivery. */
  readonly event: {
    readonly id: string;
    readonly type: string | null;
    readonly subject: string | null;
    readonly test: boolean;
    /** The execution that caused it, how many stand between it and the outside, and workflows not run again for it. */
    readonly cause: string | null;
    readonly depth: number;
    readonly avoided: readonly string[];
    /** When what it said of a person was erased. */
    readonly erasedAt: string | null;
  } | null;
  readonly environment: string;
  /** What was expected and what came, of a delivery whose sender was refused. */
  readonly diagnosis: unknown;
}

export interface DeliveryPage {
  readonly before: string | null;
  readonly limit: number;
  readonly outcome?: string | undefined;
  /** All of them when there is none. */
  readonly environment?: string | undefined;
}

/** One accepted delivery may carry several events: the first one, which has the delivery's id, stands for it. */
const ACCEPTED = `(select id, received_at, 'accepted'::text as outcome, null::text as reason, null::int as status,
         null::text as method, remote_address, bytes, id as event_id, environment, null::json as diagnosis,
         json_build_object('id', id, 'type', type, 'subject', subject, 'test', test, 'cause', cause,
           'depth', coalesce(depth, 0), 'avoided', coalesce(avoided, '{}'), 'erasedAt', erased_at) as event
    from event where hook_id = $1 and id = delivery_id and ($2::uuid is null or id < $2)
     and ($5::text is null or environment = $5)
   order by id desc limit $3)`;
const OTHERS = `(select id, received_at, outcome, reason, status, method, remote_address, bytes, event_id,
         environment, diagnosis, null::json as event
    from delivery_log where hook_id = $1 and ($2::uuid is null or id < $2) and ($4::text is null or outcome = $4)
     and ($5::text is null or environment = $5)
   order by id desc limit $3)`;

/** What arrived at a hook, newest first: accepted deliveries are events, all others are in the delivery log. */
@Injectable()
export class DeliveryView {
  constructor(private readonly dataSource: DataSource) {}

  list(hookId: string, { before, limit, outcome, environment }: DeliveryPage): Promise<DeliveryRow[]> {
    const both = outcome === undefined || outcome === 'accepted' ? `${ACCEPTED} union all ${OTHERS}` : OTHERS;
    return this.dataSource.query(
      `select id, received_at as "receivedAt", outcome, reason, status, method, remote_address as "remoteAddress",
              bytes, event_id as "eventId", event, environment, diagnosis
         from (${both}) d
        order by id desc limit $3`,
      [hookId, before, limit, outcome ?? null, environment ?? null],
    );
  }
}
