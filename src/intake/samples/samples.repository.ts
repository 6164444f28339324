import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '../../config/clock.js';
import type { SampleContent } from './sample-content.js';

/** How long a request is waited for. */
export const LISTEN_SECONDS = 180;

/** An event was recorded no longer before or after its sample. */
const BESIDE = `interval '10 seconds'`;

export interface SampleKey {
  readonly hookId: string;
  readonly environment: string;
}

export interface SampleState {
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly expiresAt: Date;
  /** By the clock of the database; 0 when the time is over. */
  readonly secondsLeft: number;
  readonly capturedAt: Date | null;
  readonly content: SampleContent | null;
}

/** Who waits for a sample of what is sent to which hook, and what came. Single use, over all processes. */
@Injectable()
export class SamplesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes the place of an earlier one. */
  async listen(tx: EntityManager, { hookId, environment }: SampleKey, by: string): Promise<void> {
    await tx.query(
      `insert into sample (hook_id, environment, id, opened_by, expires_at)
       values ($1, $2, $3, $4, now() + make_interval(secs => $5))
           on conflict (hook_id, environment)
           do update set id = excluded.id, opened_at = now(), opened_by = excluded.opened_by,
                         expires_at = excluded.expires_at, captured_at = null, content = null`,
      [hookId, environment, newId(), by, LISTEN_SECONDS],
    );
  }

  /** Null when nobody has asked for one. */
  async find(
    { hookId, environment }: SampleKey,
    db: EntityManager = this.dataSource.manager,
  ): Promise<SampleState | null> {
    const rows: SampleState[] = await db.query(
      `select opened_at as "openedAt", opened_by as "openedBy", expires_at as "expiresAt",
              greatest(0, ceil(extract(epoch from expires_at - now())))::int as "secondsLeft",
              captured_at as "capturedAt", content
         from sample where hook_id = $1 and environment = $2`,
      [hookId, environment],
    );
    return rows[0] ?? null;
  }

  /** False when there was none. */
  async remove(tx: EntityManager, { hookId, environment }: SampleKey): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(
      'delete from sample where hook_id = $1 and environment = $2 returning id',
      [hookId, environment],
    );
    return rows.length > 0;
  }

  /**
   * Forgets what was captured of a person: what names the subject, or came with one of the events; how many samples. They
   * say of no event that it is theirs, but one that was kept was recorded at once.
   */
  async erase(
    tx: EntityManager,
    { tenant, subject }: { readonly tenant: string; readonly subject: string },
    events: readonly string[],
  ): Promise<number> {
    const [, count] = await tx.query<[unknown, number]>(
      `delete from sample s using hook h
        where h.id = s.hook_id and h.tenant = $1 and s.content is not null
          and (strpos(s.content::text, to_json($2::text)::text) > 0
               or exists (select from event e
                           where e.id = any($3::uuid[]) and e.hook_id = s.hook_id and e.environment = s.environment
                             and e.received_at between s.captured_at - ${BESIDE} and s.captured_at + ${BESIDE}))`,
      [tenant, subject, events],
    );
    return count;
  }

  /** True for exactly one request of each window, in whichever process it came. */
  async capture({ hookId, environment }: SampleKey, id: string, content: SampleContent): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      `update sample set captured_at = now(), content = $4::json
        where hook_id = $1 and environment = $2 and id = $3 and captured_at is null and expires_at > now()
       returning id`,
      [hookId, environment, id, JSON.stringify(content)],
    );
    return rows.length > 0;
  }
}
