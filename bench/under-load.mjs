/** Programs under load: warm-up, load, and waiting until everything accepted has finished. */
import { startGenerator } from './load/start.mjs';
import { Meters } from './meters.mjs';
import { resetStatementTimes, statementTimes } from './statement-times.mjs';

const WARM_UP_SECONDS = 2;
const WARM_UP_EVENTS = 20_000;
const WARM_UP_AT_MOST_MS = 20_000;
/** Until the few events of a slow target have gone through all of the code. */
const PACED_WARM_UP_SECONDS = 6;
/** What is accepted must finish within this, and this for each second of load, or something is lost. */
const FINISH_WITHIN_MS = 60_000;
const FINISH_SECOND_WITHIN_MS = 10_000;
/** Requests made ready for one second of load; more than a side takes. */
const PREPARED_PER_SECOND = 20_000;
const MOST_PREPARED = 400_000;
/** The closed loop that tells what rate a side sustains, before it is measured at half of it. */
const SUSTAINED_SECONDS = 4;

/** As much as it takes: a closed loop over all connections. */
export function fullLoad(side, run) {
  return withGenerator(side, run, async (generator) => {
    const events = await warmUp(side, generator);
    return observe(side, run, events, () => generator.full(run.seconds));
  });
}

/** Accepted at half of the rate the side sustains, or at `--rate`: an open loop, which does not wait for answers. */
export function halfRate(side, run) {
  return withGenerator(side, run, async (generator) => {
    let events = await warmUp(side, generator);
    let { rate } = run;
    if (rate === undefined) {
      const since = performance.now();
      const { accepted } = await generator.full(SUSTAINED_SECONDS);
      await side.ledger.finished(finishWithin(SUSTAINED_SECONDS));
      events += accepted;
      rate = Math.max(1, Math.round(accepted / ((performance.now() - since) / 1000) / 2));
    }
    return observe(side, run, events, () => generator.paced(run.seconds, rate));
  });
}

/** More than it takes by a little: `rate` events in a second, so that there is always something due. */
export const paced = (rate) => (side, run) =>
  withGenerator(side, run, async (generator) => {
    const { accepted } = await generator.paced(PACED_WARM_UP_SECONDS, rate);
    await side.ledger.finished(finishWithin(PACED_WARM_UP_SECONDS));
    return observe(side, run, accepted, () => generator.paced(run.seconds, rate));
  });

async function withGenerator({ port }, { seconds, connections }, use) {
  const child = startGenerator();
  const run = (length, rate) => child.ask({ kind: 'run', port, connections, seconds: length, rate });
  try {
    const count = Math.min(MOST_PREPARED, WARM_UP_EVENTS + seconds * PREPARED_PER_SECOND);
    await child.ask({ kind: 'prepare', count });
    return await use({ full: (length) => run(length), paced: run });
  } finally {
    child.stop();
  }
}

/** Until the code is compiled, which takes calls and not time; how many events that took. */
async function warmUp({ ledger }, generator) {
  let accepted = 0;
  const deadline = Date.now() + WARM_UP_AT_MOST_MS;
  do {
    const answers = await generator.full(WARM_UP_SECONDS);
    if (answers.accepted === 0) {
      throw new Error(`nothing was accepted: ${JSON.stringify(answers.statuses)}`);
    }
    accepted += answers.accepted;
    await ledger.finished(finishWithin(WARM_UP_SECONDS));
  } while (accepted < WARM_UP_EVENTS && Date.now() < deadline);
  return accepted;
}

/** Figures of what `send` sends, from its first event until the last has finished; `before`: events sent until now. */
async function observe({ ledger, programs }, { servers, seconds, sql }, before, send) {
  if (sql) {
    await resetStatementTimes(ledger.client);
  }
  const meters = new Meters([
    ...programs,
    { name: 'postgres', ...servers.postgres },
    { name: 'redis', ...servers.redis },
  ]);
  const window = { from: process.hrtime.bigint() };
  const answers = await send();
  await ledger.finished(finishWithin(seconds));
  window.to = process.hrtime.bigint();

  const { accepted, statuses, p50, p99 } = answers;
  const figures = meters.stop(accepted);
  const statements = sql ? await statementTimes(ledger.client, accepted) : undefined;
  await ledger.requireNothingLost(before + accepted);
  const took = Number(window.to - window.from) / 1e9;
  return {
    ...figures,
    statements,
    window,
    accepted,
    refused: Object.entries(statuses).reduce((sum, [status, n]) => sum + (status === '202' ? 0 : n), 0),
    acceptedPerSecond: accepted / answers.seconds,
    finishedPerSecond: ledger.isRun ? accepted / took : null,
    p50,
    p99,
  };
}

const finishWithin = (seconds) => FINISH_WITHIN_MS + seconds * FINISH_SECOND_WITHIN_MS;
