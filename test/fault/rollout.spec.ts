/** Two versions of the program on one ledger: a roll-out, and back again, while events arrive. */
import { describe, expect, it } from 'vitest';
import { Deployment, type Member, sharedLedger } from '../support/fault-deployment.js';
import { observe } from '../support/fault-observation.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { violations } from '../support/ledger-checker.js';
import { makeNextVersion, NEXT_MIGRATION, NEXT_VERSION, type NextVersion } from '../support/next-version.js';
import { type Ended, startProgram } from '../support/processes.js';

const EVENTS = 1000;
const IN_ORDER: Ended = { code: 0, signal: null };

async function statusOf(member: Member, path: string): Promise<number> {
  const response = await fetch(`${member.url}${path}`);
  await response.arrayBuffer();
  return response.status;
}

/** What the migrate job does. */
async function migrate(next: NextVersion, deployment: Deployment): Promise<string[]> {
  const env = { DATABASE_URL: deployment.ledger.url };
  const program = startProgram({ command: [next.cli, 'migrate'], env });
  await program.exited;
  return program.lines;
}

/** Stops members and starts them as another version, while their like serve. */
async function roll(members: readonly Member[], script: string): Promise<Ended[]> {
  return Promise.all(
    members.map(async (member) => {
      const ended = await member.stop();
      member.script = script;
      await member.start();
      return ended;
    }),
  );
}

async function versionsOf(members: readonly Member[]): Promise<string[]> {
  const pages = await Promise.all(members.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
  return pages.map(
    (page) => /signet_build_info\{version="([^"]+)",role="\w+"\} 1/.exec(page)?.[1] ?? 'unknown',
  );
}

describe.each(plannedRounds())('a roll-out, round $round (seed $seed)', ({ seed }) => {
  it('there and back, both versions at work, loses no event and refuses none', async () => {
    const random = dice(seed);
    const next = await makeNextVersion();
    // Who waits for a migration's locks is no crowd: it has them for a second at most.
    const env = { HOOK_QUEUE_MS: '10000' };
    const deployment = await Deployment.prepare({ random, env, ledger: await sharedLedger() });
    const blue = [deployment.addDoor(), await deployment.addWorker()];
    const green = [await deployment.addAnotherDoor(), await deployment.addWorker()];
    const early = await deployment.addWorker();
    const old = early.script;
    early.script = next.main;
    await Promise.all([...blue, ...green].map((member) => member.start()));

    const flood = deployment.flood({ events: EVENTS, overMs: 15_000 });
    const [start, first, second, back, last] = moments(EVENTS, 5, random) as [
      number,
      number,
      number,
      number,
      number,
    ];
    await flood.reached(start);
    early.launch(); // before the migration it needs
    await early.program.waitUntilReady(`${early.url}/health/live`);
    expect(await statusOf(early, '/health/ready')).toBe(503);
    expect(early.program.lines.join('\n')).toContain(NEXT_MIGRATION);
    expect(await migrate(next, deployment)).toContain(`applied ${NEXT_MIGRATION}`);
    await early.program.waitUntilReady(`${early.url}/health/ready`);

    const ends: Ended[] = [];
    await flood.reached(first);
    ends.push(...(await roll(blue, next.main)));
    expect(await versionsOf([...blue, ...green])).toEqual([NEXT_VERSION, NEXT_VERSION, '0.1.0', '0.1.0']);
    await flood.reached(second);
    ends.push(...(await roll(green, next.main)));
    await flood.reached(back);
    ends.push(...(await roll([...blue, early], old)));
    await flood.reached(last);
    ends.push(...(await roll(green, old)));
    await flood.finished;
    await deployment.settled();

    expect(ends).toEqual(ends.map(() => IN_ORDER));
    expect(violations(await observe(deployment, flood))).toEqual([]);
    expect(deployment.sender.failures.get('503')).toBeUndefined(); // a door that stops sends nobody away but by its closing
    for (const { program } of [...blue, ...green]) {
      expect(program.lines.filter((line) => line.includes(NEXT_MIGRATION))).toHaveLength(1); // warned once, and runs
    }
    await deployment.requireHealthy();
    await deployment.stop();
  });
});
