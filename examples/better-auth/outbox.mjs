/** Events on their way to Signet, each sent again until it is acknowledged. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const PATIENCE_MS = 10_000;

/**
 * An outbox in memory. A service that must not lose an event when it is killed keeps it in its own database, in the
 * transaction that makes the user.
 *
 * @param {{ url: string, secret: string, say: (line: string) => void }} hook
 */
export function createOutbox({ url, secret, say }) {
  const webhook = new Webhook(secret);

  async function deliver(id, body) {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
      const answer = await post(id, body);
      if (answer.acknowledged) {
        say(`${id} acknowledged: ${answer.text}`);
        return;
      }
      say(`${id} not acknowledged (${answer.text}): again in ${pause} ms`);
      await delay(pause);
    }
  }

  /** The id stays the same, so that a repeated delivery runs nothing twice; the time and signature are of each try. */
  async function post(id, body) {
    const now = new Date();
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': webhook.sign(id, now, body),
    };
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const response = await fetch(url, { method: 'POST', headers, body, signal });
      const text = await response.text();
      return { acknowledged: response.ok, text: `${response.status} ${text}` };
    } catch (error) {
      return { acknowledged: false, text: error.cause?.code ?? error.name };
    }
  }

  return {
    /** Returns at once: whoever signs up does not wait for us. */
    send(event) {
      void deliver(`msg_${randomUUID()}`, JSON.stringify(event));
    },
  };
}
