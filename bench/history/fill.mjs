/** Fills a seeded ledger with finished executions: week by week, each partition written before its indexes are made. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DEDUPE, DEDUPE_DAYS, FLOWS, insertion, subjectsOf, TABLES, TEAMS, WEEKS } from './rows.mjs';

const DAY_MS = 86_400_000;
/** Nothing is newer, so that what is measured comes after it. */
const NEWEST_MS = 60_000;
/** Partitions that are filled side by side. */
const CONNECTIONS = 2;
const SAY_EVERY_MS = 10_000;
/** Event, execution, three task runs, audit entry, and for some a dedupe key. */
const ROWS_EACH = 6.4;
const SESSION = `set synchronous_commit = off; set maintenance_work_mem = '256MB'; set work_mem = '64MB'`;

/** @param {{ url: string, rows: number, say: (text: string) => void }} options `rows`: executions */
export async function fillHistory({ url, rows, say }) {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(url)));
  const [first] = clients;
  try {
    const fill = new Fill(rows, await insertFlows(first), await hookId(first), say);
    const weeks = weeksBefore(Date.now()).flatMap((week) =>
      Object.keys(TABLES).map((table) => (client) => fill.week(client, table, week)),
    );
    const work = [...weeks, (client) => fill.dedupe(client)];
    await Promise.all(
      clients.map(async (client) => {
        for (let next = work.pop(); next !== undefined; next = work.pop()) {
          await next(client);
        }
      }),
    );
    await first.query('analyze');
    fill.end();
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

class Fill {
  #rows;
  #say;
  #shared;
  #from;
  #step;
  #since = performance.now();
  #saidAt = this.#since;
  #written = 0;

  constructor(rows, flows, hook, say) {
    this.#rows = rows;
    this.#say = say;
    this.#from = Date.now() - (WEEKS * 7 - 1) * DAY_MS;
    this.#step = (Date.now() - NEWEST_MS - this.#from) / rows;
    this.#shared = [flows, hook, subjectsOf(rows), this.#from, this.#step];
  }

  /** One partition. Made anew, in one transaction with its rows: it is empty, and indexes are quicker made afterwards. */
  async week(client, table, { name, from, to }) {
    const [first, last] = [this.#numberAt(from), this.#numberAt(to) - 1];
    if (last < first) {
      return;
    }
    const partition = `${table}_${name}`;
    await client.query('begin');
    await client.query(`drop table if exists ${partition}`);
    await client.query(`create table ${partition} (like ${table} including defaults including constraints)`);
    await this.#insert(client, partition, TABLES[table], [first, last]);
    const bounds = [from, to].map((ms) => `signet_uuid_floor('${new Date(ms).toISOString()}')`);
    await client.query(
      `alter table ${table} attach partition ${partition} for values from (${bounds[0]}) to (${bounds[1]})`,
    );
    await client.query('commit');
    await client.query(`vacuum (freeze, analyze) ${partition}`);
  }

  /** Keys that are remembered still. */
  async dedupe(client) {
    const first = this.#numberAt(Date.now() - DEDUPE_DAYS * DAY_MS);
    await this.#insert(client, 'dedupe', DEDUPE, [first, this.#rows - 1]);
    await client.query('vacuum (freeze, analyze) dedupe');
  }

  end() {
    const seconds = (performance.now() - this.#since) / 1000;
    this.#say(
      `  filled: ${count(this.#rows)} executions in ${seconds.toFixed(0)} s, ${count(this.#rows / seconds)} a second`,
    );
  }

  async #insert(client, table, rowsOf, range) {
    const text = insertion(table, rowsOf);
    const { rowCount } = await client.query(text, [...range, ...this.#shared]);
    this.#written += rowCount;
    if (performance.now() - this.#saidAt > SAY_EVERY_MS) {
      this.#saidAt = performance.now();
      const seconds = (this.#saidAt - this.#since) / 1000;
      const share = (100 * this.#written) / (this.#rows * ROWS_EACH);
      this.#say(`  ${count(this.#written)} rows, ${share.toFixed(0)} %, in ${seconds.toFixed(0)} s`);
    }
  }

  /** Number of the first row at or after an instant. */
  #numberAt(ms) {
    return Math.min(this.#rows, Math.max(0, Math.ceil((ms - this.#from) / this.#step)));
  }
}

async function connect(url) {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(SESSION);
  return client;
}

/** Weeks begin on Monday, in UTC, as those of the ledger do. */
function weeksBefore(now) {
  const today = now - (now % DAY_MS);
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY_MS;
  return Array.from({ length: WEEKS + 1 }, (_, back) => {
    const from = monday - back * 7 * DAY_MS;
    const name = new Date(from).toISOString().slice(0, 10).replaceAll('-', '');
    return { name, from, to: from + 7 * DAY_MS };
  });
}

/** Workflows that ran once and are deployed nowhere now. */
async function insertFlows(client) {
  const ids = Array.from({ length: FLOWS }, () => randomUUID());
  for (const [n, id] of ids.entries()) {
    await client.query(
      `insert into workflow (id, tenant, namespace, name) values ($1, 'main', 'history', $2)`,
      [id, `flow-${n}`],
    );
    const document = { id: `flow-${n}`, namespace: 'history', labels: { team: `team-${n % TEAMS}` } };
    await client.query(
      `insert into workflow_revision (workflow_id, number, hash, text, document, created_by)
       values ($1, 1, 'bench', '', $2, 'bench')`,
      [id, JSON.stringify(document)],
    );
  }
  return ids;
}

async function hookId(client) {
  return (await client.query('select id from hook limit 1')).rows[0].id;
}

const count = (n) => Math.round(n).toLocaleString('en-US');
