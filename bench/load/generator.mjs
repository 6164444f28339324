/**
 * The load generator, a process of its own: a closed loop over a fixed number of connections. Its parent sends
 * `prepare` and `run` messages and gets one answer for each.
 */
import { Connection } from './connection.mjs';
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

/** Keeps every connection busy for `seconds`; what is under way then is waited for. */
async function run({ port, connections, seconds }) {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
  const tally = { statuses: {}, latencies: [] };
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(open.map((connection) => loop(connection, end, tally)));
  const elapsed = (performance.now() - start) / 1000;
  open.forEach((connection) => connection.close());
  return { ...summary(tally), seconds: elapsed };
}

function loop(connection, end, tally) {
  return new Promise((resolve, reject) => {
    let sentAt = 0;
    const send = () => {
      sentAt = performance.now();
      connection.send(requests.next(), answered, reject);
    };
    const answered = (status) => {
      const now = performance.now();
      tally.latencies.push(now - sentAt);
      tally.statuses[status] = (tally.statuses[status] ?? 0) + 1;
      if (now < end) {
        send();
      } else {
        resolve();
      }
    };
    send();
  });
}

function summary({ statuses, latencies }) {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { statuses, accepted: statuses[202] ?? 0, p50: at(0.5), p99: at(0.99) };
}
