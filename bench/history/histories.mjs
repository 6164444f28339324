/** Ledgers with history: each is filled when it is asked for first, and stays until the run ends. */
import { statfs } from 'node:fs/promises';
import { checkpoint, createDatabase } from '../servers.mjs';
import { seedSignet } from '../signet/seed.mjs';
import { fillHistory } from './fill.mjs';

/** What one finished execution takes on disk: its event, three task runs, audit entry, dedupe key and all their indexes. */
const BYTES_EACH = 3_500;

export class Histories {
  #filled = new Map();
  #servers;
  #dist;
  #say;

  constructor({ servers, dist, say }) {
    this.#servers = servers;
    this.#dist = dist;
    this.#say = say;
  }

  /** The database with so many finished executions. Whoever is done with it calls `drop`, and it stays. */
  async require(rows) {
    const known = this.#filled.get(rows) ?? (await this.#fill(rows));
    this.#filled.set(rows, known);
    await checkpoint(this.#servers.postgres.url);
    return { url: known, rows, drop: async () => undefined };
  }

  /** Throws unless so many finished executions find room. */
  async requireRoom(rows) {
    const bytes = rows * BYTES_EACH;
    const { folder } = this.#servers;
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < bytes) {
      const gib = (n) => (n / 2 ** 30).toFixed(0);
      throw new Error(
        `history needs ${gib(bytes)} GiB and ${folder} has ${gib(bavail * bsize)}: set TMPDIR, or a smaller --history`,
      );
    }
  }

  async #fill(rows) {
    this.#say(`  filling a ledger with ${rows.toLocaleString('en-US')} finished executions`);
    const { url } = await createDatabase(this.#servers.postgres.url, `bench_history_${rows}`);
    await seedSignet(this.#dist, url);
    await fillHistory({ url, rows, say: this.#say });
    return url;
  }
}
