/** Who connects anew, 40 a second, as probes do and senders that keep no connection, and asks whether the process lives. */
import { Connection } from '../load/connection.mjs';

const EVERY_MS = 25;

export class Newcomers {
  #port;
  #timer;
  /** @type {Promise<number>[]} */
  #waits = [];

  constructor(port) {
    this.#port = port;
    this.#timer = setInterval(() => this.#waits.push(this.#come().catch(() => Infinity)), EVERY_MS);
  }

  /** How long they had to wait, in milliseconds, once the last of them is answered; for ever, if one was turned away. */
  async stop() {
    clearInterval(this.#timer);
    const waits = (await Promise.all(this.#waits)).sort((one, other) => one - other);
    return { n: waits.length, p50: waits[Math.floor(waits.length / 2)] ?? null, most: waits.at(-1) ?? null };
  }

  async #come() {
    const from = performance.now();
    const connection = await Connection.openGreeted(this.#port);
    connection.close();
    return performance.now() - from;
  }
}
