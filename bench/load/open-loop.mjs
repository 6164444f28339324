/** An open loop: requests are due at times that are planned beforehand, whether or not earlier ones were answered. */

/** How often it looks what is due: as fine as timers are. */
const TICK_MS = 1;

/**
 * Sends `rate` requests in each second, evenly, for `seconds`; resolves when all are answered. Latency counts from the
 * planned time: a request that waits for a connection, because the server is slow, has waited (no coordinated omission).
 *
 * @param {import('./connection.mjs').Connection[]} connections one request under way on each
 * @param {{ rate: number, seconds: number, next: () => Buffer, answered: (status: number, latencyMs: number) => void }} plan
 */
export function openLoop(connections, { rate, seconds, next, answered }) {
  return new Promise((resolve, reject) => {
    const planned = Math.round(rate * seconds);
    const start = performance.now();
    const idle = [...connections];
    let sent = 0;
    let done = 0;
    const failed = (error) => {
      clearInterval(timer);
      reject(error);
    };
    const send = (connection) => {
      const plannedAt = start + (sent++ * 1000) / rate;
      connection.send(
        next(),
        (status) => {
          answered(status, performance.now() - plannedAt);
          idle.push(connection);
          done += 1;
          pump();
        },
        failed,
      );
    };
    const pump = () => {
      const due = Math.min(planned, Math.floor(((performance.now() - start) * rate) / 1000) + 1);
      for (let ready = Math.min(due - sent, idle.length); ready > 0; ready--) {
        send(idle.pop());
      }
      if (done === planned) {
        clearInterval(timer);
        resolve(undefined);
      }
    };
    const timer = setInterval(pump, TICK_MS);
  });
}
