import type { MigrationInterface, QueryRunner } from 'typeorm';

const MASTER_KEY = `
/* The root key, sealed with each master key that opens it. */
create table master_key (
  id text not null,
  sealed_root bytea not null,
  added_at timestamptz not null default now(),
  constraint master_key_pkey primary key (id)
);
`;

/** Master keys that can be changed. */
export class MasterKeys1765090000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(MASTER_KEY);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table master_key');
  }
}
