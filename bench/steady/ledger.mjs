/** What the ledger tells about a run. */

const OPEN = `select exists (select from open_execution where id >= '00000000-0000-0000-0000-000000000000') as open`;
const STATE = `
select coalesce(extract(epoch from now() - min(due_at) filter (where status <> 'running' and due_at <= now())), 0)::float8
         as "oldestDueSeconds",
       count(*)::int as open,
       (count(distinct lane) filter (where status <> 'running'))::int as "lanesWaiting",
       pg_database_size(current_database())::float8 / 1048576 as "databaseMib"
  from open_execution`;
const FINISHED = `select count(*)::int as n from execution where status = 'succeeded'`;
const FINISHING = `
select floor((extract(epoch from accepted_at) * 1000 - $1) / $3)::int as slot,
       count(*)::int as n,
       1000 * percentile_cont(0.5) within group (order by extract(epoch from finished_at - accepted_at)) as p50,
       1000 * percentile_cont(0.99) within group (order by extract(epoch from finished_at - accepted_at)) as p99
  from execution
 where accepted_at >= to_timestamp($1 / 1000.0) and accepted_at < to_timestamp($2 / 1000.0)
 group by slot`;

export class Ledger {
  #client;

  /** @param {import('pg').Client} client */
  constructor(client) {
    this.#client = client;
  }

  async isAnythingOpen() {
    return (await this.#client.query(OPEN)).rows[0].open;
  }

  /**
   * What is there to be done just now.
   *
   * @returns {Promise<{ oldestDueSeconds: number, open: number, lanesWaiting: number, databaseMib: number }>}
   */
  async state() {
    return (await this.#client.query(STATE)).rows[0];
  }

  /** Executions that ended as they should. */
  async succeeded() {
    return (await this.#client.query(FINISHED)).rows[0].n;
  }

  /**
   * Milliseconds from the acceptance of an event to the end of its execution, by slots of `slotMs` from `from` on (all
   * in milliseconds, `from` and `to` of the epoch). Slots in which nothing was accepted are missing.
   *
   * @returns {Promise<Map<number, { n: number, p50: number, p99: number }>>}
   */
  async finishing(from, to, slotMs) {
    const { rows } = await this.#client.query(FINISHING, [from, to, slotMs]);
    return new Map(rows.map(({ slot, ...figures }) => [slot, figures]));
  }
}
