/** What a program under load has written down, asked of its database. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** Tasks of the workflow: so many task runs has an execution. */
const TASKS = 3;
const POLL_MS = 50;

export class Ledger {
  #counts;
  /** What was there before is history: ids begin with their time (UUIDv7). */
  #since = `${Date.now().toString(16).padStart(12, '0')}${'0'.repeat(20)}`;

  /**
   * @param {{ open?: string, finished: string, records?: string } | null} counts queries of what is newer than the id `$1`;
   *   null where nothing is kept
   */
  static async open(url, counts) {
    const client = new pg.Client(url);
    client.on('error', () => undefined); // cut off when the benchmark is stopped: the next query tells
    await client.connect();
    await client.query('set enable_seqscan = off'); // what finished is still in the table, dead, until it is vacuumed
    return new Ledger(client, counts);
  }

  constructor(client, counts) {
    this.client = client;
    this.#counts = counts;
  }

  /** Whether anything runs what is accepted. */
  get isRun() {
    return this.#counts?.open !== undefined;
  }

  /** Resolves when nothing is open, at once where nothing runs; throws when that takes too long. */
  async finished(withinMs) {
    if (!this.isRun) {
      return;
    }
    const deadline = Date.now() + withinMs;
    while ((await this.#ask(this.#counts.open)).open) {
      if (Date.now() > deadline) {
        throw new Error('what was accepted did not finish');
      }
      await delay(POLL_MS);
    }
  }

  /** Throws unless everything accepted since it was opened is there, each with its records. */
  async requireNothingLost(accepted) {
    if (!this.#counts) {
      return;
    }
    const { n } = await this.#ask(this.#counts.finished);
    if (n !== accepted) {
      throw new Error(`${accepted} events were accepted and ${n} are in the ledger as they should be`);
    }
    if (this.#counts.records) {
      const { taskRuns, events } = await this.#ask(this.#counts.records);
      if (events !== accepted || taskRuns !== accepted * TASKS) {
        throw new Error(
          `${accepted} events were accepted, ${events} events and ${taskRuns} task runs are recorded`,
        );
      }
    }
  }

  close() {
    return this.client.end();
  }

  async #ask(query) {
    return (await this.client.query(query, [this.#since])).rows[0];
  }
}
