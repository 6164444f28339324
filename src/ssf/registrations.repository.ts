import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { DeliveryMethod } from './stream-configuration.js';
import type { Transmitter } from './transmitter.js';

/** What a source has agreed with its transmitter. */
export interface Registration {
  readonly streamId: string;
  readonly method: DeliveryMethod;
  readonly transmitter: Transmitter;
  /** Where tokens are pushed to, or polled from. */
  readonly endpoint: string;
  /** Addresses of the event types that come. */
  readonly events: readonly string[];
  /** The management token, sealed for the source; null where none is asked for. */
  readonly sealedToken: string | null;
}

/** Streams that were set up at their transmitter from here. */
@Injectable()
export class RegistrationsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Null when the source's stream was not set up from here. */
  async find(sourceId: string): Promise<Registration | null> {
    const rows: { registration: Omit<Registration, 'sealedToken'>; sealedToken: string | null }[] =
      await this.dataSource.query(
        `select registration, sealed_token as "sealedToken" from ssf_stream
          where source_id = $1 and registration is not null`,
        [sourceId],
      );
    const [row] = rows;
    return row ? { ...row.registration, sealedToken: row.sealedToken } : null;
  }

  /** What was told of a stream before is not told of this one. */
  async save(
    tx: EntityManager,
    sourceId: string,
    { sealedToken, ...registration }: Registration,
  ): Promise<void> {
    await tx.query(
      `insert into ssf_stream (source_id, registration, sealed_token) values ($1, $2::jsonb, $3)
           on conflict (source_id) do update
          set registration = excluded.registration, sealed_token = excluded.sealed_token,
              status = null, status_reason = null, status_at = null`,
      [sourceId, JSON.stringify(registration), sealedToken],
    );
  }

  /** From now on the stream is verified by an event with this state, and no other. */
  async expectState(tx: EntityManager, sourceId: string, state: string): Promise<void> {
    await tx.query('update ssf_stream set expected_state = $2, asked_at = now() where source_id = $1', [
      sourceId,
      state,
    ]);
  }

  async forget(tx: EntityManager, sourceId: string): Promise<void> {
    await tx.query('delete from ssf_stream where source_id = $1', [sourceId]);
  }
}
