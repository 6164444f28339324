var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Injectable } from '@nestjs/common';
/** What transmitters say about the streams they send on; one stream for each source. */
let StreamsRepository = class StreamsRepository {
    /**
     * A verification event arrived (SSF 1.0 section 8.1.4.1). False when it brings another `state` than the one that was
     * asked for. One without a state was the transmitter's own idea, and answers nothing.
     */
    async takeVerification(db, hookId, state) {
        const rows = await db.query(`insert into ssf_stream (source_id, verified_at)
       select source_id, now() from hook where id = $1 and source_id is not null
           on conflict (source_id) do update
          set verified_at = now(),
              expected_state = case when ssf_stream.expected_state = $2 then null else ssf_stream.expected_state end
        where $2::text is null or ssf_stream.expected_state is null or ssf_stream.expected_state = $2
       returning source_id`, [hookId, state]);
        return rows.length > 0;
    }
    /** The transmitter changed the status of the stream (SSF 1.0 section 8.1.5). */
    async takeStatus(db, hookId, status, reason) {
        await db.query(`insert into ssf_stream (source_id, status, status_reason, status_at)
       select source_id, $2, $3, now() from hook where id = $1 and source_id is not null
           on conflict (source_id) do update
          set status = excluded.status, status_reason = excluded.status_reason, status_at = excluded.status_at`, [hookId, status, reason]);
    }
};
StreamsRepository = __decorate([
    Injectable()
], StreamsRepository);
export { StreamsRepository };
//# sourceMappingURL=streams.repository.js.map