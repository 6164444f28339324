/** What each statement cost in Postgres, from pg_stat_statements. */

const ROWS = 25;

/** Starts counting from nothing. */
export async function resetStatementTimes(client) {
  await client.query('create extension if not exists pg_stat_statements');
  await client.query('select pg_stat_statements_reset()');
}

/** Lines for the statements that took longest, per event; waits for locks and for the processor are in it. */
export async function statementTimes(client, events) {
  const { rows } = await client.query(
    `select calls::int, total_exec_time + total_plan_time as ms, total_plan_time as planning, rows::int, wal_bytes::float8,
            shared_blks_hit::int as hit, left(regexp_replace(query, '\\s+', ' ', 'g'), 90) as query
       from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
      order by ms desc limit ${ROWS}`,
  );
  return rows.map((row) => line(row, events)).join('\n');
}

function line({ calls, ms, planning, rows, wal_bytes: wal, hit, query }, events) {
  const per = (value, digits = 1) => (value / events).toFixed(digits);
  return [
    `  ${per(ms * 1000).padStart(7)} us/event (planning ${per(planning * 1000)})`,
    `${per(wal, 0).padStart(5)} B WAL`,
    `${per(hit).padStart(6)} pages`,
    `${per(rows)} rows`,
    `${(ms / calls).toFixed(2)} ms x ${calls}`,
    query,
  ].join('  ');
}
