import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An ended execution says which transaction ended it: the same that wrote the digest of its record into the audit log. */
export class ExecutionRecord1765070000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table execution add column xid xid8');
    await db.query('alter table execution alter column xid set default pg_current_xact_id()'); // of rows to come
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table execution drop column xid');
  }
}
