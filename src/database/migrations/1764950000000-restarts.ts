import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who restarts an execution finds the one that runs again for it. */
export class Restarts1764950000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      'create index open_execution_replay_idx on open_execution (replay_of) where replay_of is not null',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index open_execution_replay_idx');
  }
}
