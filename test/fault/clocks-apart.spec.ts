import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { violations } from '../support/ledger-checker.js';

const EVENTS = 400;
const TEN_MINUTES = 600_000;
const SHIFTED = fileURLToPath(new URL('../support/shifted-clock.mjs', import.meta.url));

describe.each(plannedRounds())('clocks ten minutes apart, round $round (seed $seed)', ({ seed }) => {
  it('change nothing: leases and due times are those of Postgres, also when a worker dies', async () => {
    const random = dice(seed);
    const deployment = await Deployment.prepare({ random, ledger: await sharedLedger() });
    const shifted = (ms: number) => ({ NODE_OPTIONS: `--import=${SHIFTED}`, CLOCK_SHIFT_MS: String(ms) });
    const door = deployment.addDoor();
    const workers = [
      await deployment.addWorker(shifted(TEN_MINUTES)),
      await deployment.addWorker(shifted(-TEN_MINUTES)),
    ];
    await Promise.all([door, ...workers].map((member) => member.start()));

    const flood = deployment.flood({ events: EVENTS, overMs: 6_000 });
    for (const [index, moment] of moments(EVENTS, 4, random).entries()) {
      await flood.reached(moment);
      await workers[index % 2]!.kill();
      workers[index % 2]!.launch();
    }
    await flood.finished;
    await deployment.settled();

    expect(violations(await observe(deployment, flood))).toEqual([]);
    await deployment.requireHealthy();
    await deployment.stop();
  });
});
