import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a wait has passed over is told from what it has yet to look at, for as long as it may be found again. */
export class PassedMatches1765050000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table event_match add column passed boolean not null default false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('delete from event_match where passed');
    await db.query('alter table event_match drop column passed');
  }
}
