/** Starts the open loop and listens to it. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Histogram } from './histogram.mjs';

const OPEN_LOOP = fileURLToPath(new URL('open-loop.mjs', import.meta.url));

/**
 * What was answered within one second, latencies from the planned time of sending.
 *
 * @typedef {object} Second
 * @property {number} at when it ended, in milliseconds of the epoch
 * @property {Histogram} accepted
 * @property {Histogram} refused everything answered but 202
 * @property {Histogram} late how much later than planned requests were sent
 * @property {Record<string, number>} statuses
 * @property {number} withoutRetryAfter answers other than 202 without the header
 * @property {number} cut requests whose connection was cut
 * @property {number} open requests under way at its end
 */

export function startOpenLoop() {
  const child = fork(OPEN_LOOP, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });

  /** Sends the message and hears what comes until a message of kind `last`. */
  const converse = (message, last, hear) =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error('the load generator ended'));
      const heard = (one) => {
        hear(one);
        if (one.kind === last) {
          child.off('exit', ended);
          child.off('message', heard);
          resolve(one);
        }
      };
      child.once('exit', ended);
      child.on('message', heard);
      child.send(message);
    });

  return {
    /** Makes so many requests ready, so that signing them does not count. */
    prepare: (count) => converse({ kind: 'prepare', count }, 'prepared', () => undefined),
    /**
     * Sends `rate` events a second for `seconds`; resolves once all are answered, with when it began and how many
     * never were.
     *
     * @param {{ port: number, rate: number, seconds: number }} load
     * @param {(second: Second) => void} hear
     * @returns {Promise<{ from: number, unanswered: number }>}
     */
    async run(load, hear) {
      let from = Date.now();
      const { unanswered } = await converse({ kind: 'run', ...load }, 'end', ({ kind, second }) => {
        if (kind === 'begin') {
          from = Date.now();
        } else if (second) {
          hear(revived(second));
        }
      });
      return { from, unanswered };
    },
    stop: () => child.connected && child.disconnect(),
  };
}

const revived = ({ accepted, refused, late, ...rest }) => ({
  ...rest,
  accepted: new Histogram(accepted),
  refused: new Histogram(refused),
  late: new Histogram(late),
});
