import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RETURN_MS } from './cause.js';

/** Weeks of partitions made ahead: so long may upkeep fail before rows go to the default partition. */
const WEEKS_AHEAD = 4;
/** Samples of requests are there for setting a trigger up, and may hold what is personal. */
const SAMPLE_DAYS = 7;
/** Dedupe keys, or callbacks, forgotten in one transaction. */
const PRUNE_BATCH = 5000;

/** Growth under control: partitions made ahead and dropped whole, old dedupe keys forgotten. */
@Injectable()
export class UpkeepRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** How many partitions were made. */
  async makePartitions(): Promise<number> {
    const [row]: { made: number }[] = await this.dataSource.query(
      'select signet_make_partitions($1) as made',
      [WEEKS_AHEAD],
    );
    return row!.made;
  }

  /** Names of the partitions that were dropped. Gives up at once when a delivery holds what it needs. */
  async dropPartitions(retentionDays: number): Promise<string[]> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query(`set local lock_timeout = '200ms'`);
      const rows: { name: string }[] = await tx.query(
        'select signet_drop_partitions(now() - make_interval(days => $1)) as name',
        [retentionDays],
      );
      return rows.map(({ name }) => name);
    });
  }

  /** How many keys older than `days` were forgotten; a full batch means there may be more. */
  async pruneDedupe(days: number): Promise<{ pruned: number; more: boolean }> {
    const [, pruned] = await this.dataSource.query<[unknown, number]>(
      `delete from dedupe where (hook_id, key) in (
         select hook_id, key from dedupe where created_at < now() - make_interval(days => $1) limit $2
            for update skip locked)`,
      [days, PRUNE_BATCH],
    );
    return { pruned, more: pruned === PRUNE_BATCH };
  }

  /** How many callbacks of executions older than `days` were forgotten, of those that are done. */
  async pruneCallbacks(days: number): Promise<number> {
    const [, pruned] = await this.dataSource.query<[unknown, number]>(
      `delete from callback where execution_id in (
         select execution_id from callback
          where execution_id < signet_uuid_floor(now() - make_interval(days => $1)) and status in ('sent', 'failed')
          limit $2 for update skip locked)`,
      [days, PRUNE_BATCH],
    );
    return pruned;
  }

  /** Forgets changes whose events cannot come back any more. */
  async pruneOwnChanges(): Promise<void> {
    await this.dataSource.query(
      'delete from own_change where made_at < now() - make_interval(secs => $1::float8 / 1000)',
      [RETURN_MS],
    );
  }

  /** How many samples that nobody has asked for lately were forgotten. */
  async pruneSamples(): Promise<number> {
    const [, pruned] = await this.dataSource.query<[unknown, number]>(
      'delete from sample where opened_at < now() - make_interval(days => $1)',
      [SAMPLE_DAYS],
    );
    return pruned;
  }
}
