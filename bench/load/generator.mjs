/**
 * The load generator, a process of its own: a closed loop over a fixed number of connections, or an open one where a
 * rate is given. Its parent sends `prepare` and `run` messages and gets one answer for each.
 */
import { Connection } from './connection.mjs';
import { openLoop } from './open-loop.mjs';
import { Requests } from './requests.mjs';

const requests = new Requests();

process.on('message', (message) => {
  answer(message).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());

async function answer(message) {
  switch (message.kind) {
    case 'prepare':
      return requests.prepare(message.count, message.target);
    case 'run':
      return run(message);
    default:
      throw new Error(`unknown message ${message.kind}`);
  }
}

/** Loads the server for `seconds`; what is under way then is waited for. */
async function run({ port, connections, seconds, rate }) {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
  const tally = { statuses: {}, latencies: [] };
  const answered = (status, latencyMs) => {
    tally.latencies.push(latencyMs);
    tally.statuses[status] = (tally.statuses[status] ?? 0) + 1;
  };
  const start = performance.now();
  if (rate === undefined) {
    await Promise.all(open.map((connection) => closedLoop(connection, start + seconds * 1000, answered)));
  } else {
    await openLoop(open, { rate, seconds, next: () => requests.next(), answered });
  }
  const elapsed = (performance.now() - start) / 1000;
  open.forEach((connection) => connection.close());
  return { ...summary(tally), seconds: elapsed };
}

/** Keeps the connection busy until `end`. */
function closedLoop(connection, end, answered) {
  return new Promise((resolve, reject) => {
    const send = () => {
      const sentAt = performance.now();
      const done = (status) => {
        const now = performance.now();
        answered(status, now - sentAt);
        if (now < end) {
          send();
        } else {
          resolve(undefined);
        }
      };
      connection.send(requests.next(), done, reject);
    };
    send();
  });
}

function summary({ statuses, latencies }) {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { statuses, accepted: statuses[202] ?? 0, p50: at(0.5), p99: at(0.99) };
}
