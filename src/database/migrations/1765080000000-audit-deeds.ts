import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A leaf begins with its actor. */
const DEED_ID = `case when verb <> 'execution.end' and substr(leaf, 1, 19) <> '{"actor":"workflow:'::bytea then id end`;

/** What people and programs did is found among what workflows wrote, however much that is; those pay nothing for it. */
export class AuditDeeds1765080000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `create index audit_entry_deed_idx on audit_entry (tenant, (${DEED_ID})) where (${DEED_ID}) is not null`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index audit_entry_deed_idx');
  }
}
