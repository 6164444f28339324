/** How many rows a statement looks at, for tests of what Postgres may take to be true. */
import pg from 'pg';
import type { DataSource } from 'typeorm';

import { textArray } from '../../src/database/arrays.js';
import { listenIn, type PgClient, type Seen } from './statements.js';

/** Nobody looks at the tables any more: statistics stay as they are. */
export const UNWATCHED = `
do $$ declare one text; begin
  for one in select oid::regclass from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
    execute 'alter table ' || one || ' set (autovacuum_enabled = off)';
  end loop;
end $$`;

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

/** Rows of tables that were read, and pairs of rows that were compared in vain. */
function rowsLookedAt(plan: Plan): number {
  const unwanted = (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0);
  const read = plan['Relation Name'] === undefined ? 0 : plan['Actual Rows'] + unwanted;
  const own = (read + (plan['Rows Removed by Join Filter'] ?? 0)) * plan['Actual Loops'];
  return (plan.Plans ?? []).reduce((sum, one) => sum + rowsLookedAt(one), own);
}

type Parameter = string | number | readonly (string | number)[] | null;

const literal = (value: Parameter): string =>
  value === null
    ? 'null'
    : pg.escapeLiteral(typeof value === 'object' ? textArray(value.map(String)) : String(value));

/** Tries out every statement through `source` before it is carried out, planned for its values and for any; tells the most rows that each looked at. */
export function tryingOut(source: DataSource): Map<string, number> {
  const rows = new Map<string, number>();
  const inTransaction = new WeakMap<PgClient, boolean>();
  listenIn(source, async (seen, client) => {
    if (/^(start|begin|commit|rollback)/i.test(seen.text)) {
      inTransaction.set(client, /^(start|begin)/i.test(seen.text));
      return;
    }
    for (const mode of ['force_custom_plan', 'force_generic_plan'] as const) {
      const isWithin = inTransaction.get(client) === true;
      await client.query(isWithin ? 'savepoint tried' : 'begin');
      const looked = await lookedAt(seen, client, mode);
      await client.query(isWithin ? 'rollback to savepoint tried' : 'rollback');
      const { name = seen.text.trim().slice(0, 80) } = seen;
      rows.set(name, Math.max(looked, rows.get(name) ?? 0));
    }
  });
  return rows;
}

async function lookedAt(seen: Seen, client: PgClient, mode: PlanMode): Promise<number> {
  return rowsLookedAt(await planOf<Plan>(seen, (sql) => client.query(sql), mode, 'analyze, format json'));
}

/** Planned for the values it comes with, or for any. */
export type PlanMode = 'force_custom_plan' | 'force_generic_plan';

/** How Postgres goes about a statement, of any version that Signet runs on; within a transaction. */
export async function planOf<Node>(
  { text, values }: Seen,
  query: (sql: string) => Promise<{ readonly rows: readonly unknown[] }>,
  mode: PlanMode,
  options: string,
): Promise<Node> {
  await query(`set local plan_cache_mode = ${mode}`);
  await query(`prepare tried as ${text}`);
  const given = values.length === 0 ? '' : `(${(values as Parameter[]).map(literal).join(', ')})`;
  const { rows } = await query(`explain (${options}) execute tried ${given}`);
  await query('deallocate tried');
  const [row] = rows as [{ 'QUERY PLAN': [{ Plan: Node }] }];
  return row['QUERY PLAN'][0].Plan;
}
