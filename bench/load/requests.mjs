/** Signed requests as bytes, made before the measurement so that signing does not count. */
import { randomBytes } from 'node:crypto';
import { bodyOf, PATH, sign } from '../event.mjs';

/** Bytes of requests that are kept ready; what is needed on top is made on the way. */
const MOST_BYTES = 512 * 1024 * 1024;
const BLOCK_BYTES = 16 * 1024 * 1024;

export class Requests {
  #prefix = `msg_${randomBytes(6).toString('hex')}`;
  #target = { path: PATH, idHeader: 'webhook-id' };
  #made = 0;
  #ready = [];
  #next = 0;

  /**
   * @param {number} count how many to make ready
   * @param {{ path: string, idHeader: string }} [target] where they go, and a header that says the event's id once more
   */
  prepare(count, target = this.#target) {
    this.#target = target;
    let block = Buffer.alloc(0);
    let used = 0;
    for (let bytes = 0; this.#ready.length < count && bytes < MOST_BYTES;) {
      const request = this.#make();
      if (used + request.length > block.length) {
        block = Buffer.allocUnsafe(BLOCK_BYTES);
        used = 0;
      }
      request.copy(block, used);
      this.#ready.push(block.subarray(used, (used += request.length)));
      bytes += request.length;
    }
  }

  next() {
    return this.#next < this.#ready.length ? this.#ready[this.#next++] : this.#make();
  }

  #make() {
    const n = this.#made++;
    const id = `${this.#prefix}_${n}`;
    const timestamp = Math.floor(Date.now() / 1000);
    const body = bodyOf(n);
    const { path, idHeader } = this.#target;
    const again = idHeader === 'webhook-id' ? '' : `${idHeader}: ${id}\r\n`;
    return Buffer.from(
      `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: signet-bench\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n${again}webhook-id: ${id}\r\nwebhook-timestamp: ${timestamp}\r\n` +
        `webhook-signature: ${sign(id, timestamp, body)}\r\n\r\n${body}`,
    );
  }
}
