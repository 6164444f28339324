/** One stretch of load at one rate, looked at every second. */
import { processes, residentMib } from '../process-tree.mjs';
import { Histogram } from './histogram.mjs';

/**
 * One look: the answers of a second, what was to be done at its end, and the resident memory of each process in MiB.
 *
 * @typedef {import('./generator.mjs').Second & { state: object, rss: Record<string, number> }} Look
 */

/**
 * @param {object} site
 * @param {ReturnType<import('./generator.mjs').startOpenLoop>} generator
 * @param {{ rate: number, seconds: number }} load
 * @param {(look: Look) => void} [hear] told of each second
 */
export async function runPhase(site, generator, load, hear = () => undefined) {
  const watched = [
    ...site.programs,
    { name: 'postgres', pid: site.servers.postgres.pid },
    { name: 'redis', pid: site.servers.redis.pid },
  ];
  const looks = [];
  let looking = Promise.resolve();
  const { from, unanswered } = await generator.run({ port: site.port, ...load }, (second) => {
    const all = processes();
    const rss = Object.fromEntries(watched.map(({ name, pid }) => [name, residentMib(pid, all)]));
    looking = looking.then(async () => {
      looks.push({ ...second, state: await site.ledger.state(), rss });
      hear(looks.at(-1));
    });
  });
  await looking;
  return { ...load, from, to: Date.now(), looks, unanswered };
}

const figuresOf = (histogram) => ({
  n: histogram.total,
  p50: histogram.at(0.5),
  p99: histogram.at(0.99),
  p999: histogram.at(0.999),
  most: histogram.at(1),
});

/** Several looks as one. */
export function figures(looks) {
  const sum = (pick) => looks.reduce((total, look) => total + pick(look), 0);
  const statuses = {};
  for (const [status, n] of looks.flatMap((look) => Object.entries(look.statuses))) {
    statuses[status] = (statuses[status] ?? 0) + n;
  }
  return {
    accepted: figuresOf(Histogram.of(looks.map(({ accepted }) => accepted))),
    refused: figuresOf(Histogram.of(looks.map(({ refused }) => refused))),
    late: figuresOf(Histogram.of(looks.map(({ late }) => late))),
    statuses,
    withoutRetryAfter: sum(({ withoutRetryAfter }) => withoutRetryAfter),
    cut: sum(({ cut }) => cut),
  };
}
