import { describe, expect, it } from 'vitest';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { dice, plannedRounds } from '../support/fault-plan.js';
import { refusedWhileFrozen } from '../support/frozen-door.js';

describe.each(plannedRounds())('a web process that stands still, round $round (seed $seed)', ({ seed }) => {
  it('sends nobody away who connects meanwhile', async () => {
    const deployment = await Deployment.prepare({ random: dice(seed), ledger: await sharedLedger() });
    const door = deployment.addDoor();
    await door.start();
    expect(await refusedWhileFrozen(door.program, door.url)).toEqual([]);
    await deployment.stop();
  });
});
