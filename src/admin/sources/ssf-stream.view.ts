import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** What is known here of the stream of a source. */
export interface SsfStreamRow {
  readonly status: string | null;
  readonly statusReason: string | null;
  readonly statusAt: Date | null;
  readonly isAsked: boolean;
  readonly askedAt: Date | null;
  readonly verifiedAt: Date | null;
  readonly isPolled: boolean;
  readonly polledAt: Date | null;
  readonly nextPollAt: Date | null;
  readonly lastEventAt: Date | null;
  readonly refusal: { readonly at: string; readonly reason: string } | null;
  readonly pollError: { readonly at: string; readonly reason: string } | null;
}

/** The stream of a source with what came on it. */
@Injectable()
export class SsfStreamView {
  constructor(private readonly dataSource: DataSource) {}

  async get(sourceId: string): Promise<SsfStreamRow> {
    const rows: SsfStreamRow[] = await this.dataSource.query(
      `select t.status, t.status_reason as "statusReason", t.status_at as "statusAt",
              t.expected_state is not null as "isAsked", t.asked_at as "askedAt", t.verified_at as "verifiedAt",
              coalesce(t.lease_until > now(), false) as "isPolled", t.polled_at as "polledAt",
              t.next_poll_at as "nextPollAt",
              (select received_at from event where hook_id = h.id order by id desc limit 1) as "lastEventAt",
              (select json_build_object('at', received_at, 'reason', reason) from delivery_log
                where hook_id = h.id and outcome = 'refused' order by id desc limit 1) as refusal,
              case when t.last_error is not null
                   then json_build_object('at', t.last_error_at, 'reason', t.last_error) end as "pollError"
         from hook h left join ssf_stream t on t.source_id = h.source_id
        where h.source_id = $1`,
      [sourceId],
    );
    return rows[0]!;
  }
}
