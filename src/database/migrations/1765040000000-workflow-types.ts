import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A list by workflow and type finds what meets both, however seldom that is. */
export class WorkflowTypes1765040000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('create index execution_workflow_type_idx on execution (workflow_id, event_type, id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index execution_workflow_type_idx');
  }
}
