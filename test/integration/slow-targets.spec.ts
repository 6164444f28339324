import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { DirectoriesService, tokenContext } from '../../src/directories/directories.service.js';
import { SecretStore } from '../../src/secrets/secret-store.service.js';
import { Metrics } from '../../src/telemetry/metrics.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { Latch, Target } from '../support/a-target.js';
import { allSettled, deploy, NOTHING } from '../support/builders.js';
import { aNewEvent, openAll } from '../support/builders-ledger.js';
import { eventually } from '../support/eventually.js';
import { ScimServer } from '../support/scim-server.js';

const ROOM = 8;
let signet: TestSignet;
let target: Target;

beforeAll(async () => {
  target = await Target.start();
  signet = await startTestSignet({
    env: { ROLE: 'worker', WORKER_CONCURRENCY: String(ROOM), OUTBOUND_ALLOW: '127.0.0.0/8' },
  });
});
afterAll(async () => {
  await signet?.stop();
  await target?.stop();
});
beforeEach(() => {
  target.calls.length = 0;
  target.answer = () => undefined;
});

async function open(tasks: readonly object[], count: number): Promise<string[]> {
  const { id: workflowId } = await deploy(signet, { tasks });
  const events = Array.from({ length: count }, () => aNewEvent({ workflowId, subject: 'ada' }));
  return openAll(signet.part(DataSource), events);
}

/** An outside directory called `name`, on a server of its own. */
async function connect(name: string, scim: ScimServer): Promise<void> {
  const sealed = signet.part(SecretStore).sealFor(tokenContext('main', name), scim.token);
  await signet.rows(
    `insert into directory (tenant, name, type, url, sealed_token, config) values ('main', $1, 'scim', $2, $3, '{}')`,
    [name, scim.baseUrl, Buffer.from(sealed, 'base64')],
  );
  signet.part(DirectoriesService).forget();
}

async function held(): Promise<Record<string, number>> {
  const { values } = await signet.part(Metrics).callsHeld.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels['reason'], value]));
}

async function breakerOf(directory: string): Promise<number | undefined> {
  const { values } = await signet.part(Metrics).directoryBreaker.get();
  return values.find(({ labels }) => labels['directory'] === directory)?.value;
}

describe('a target that does not answer', () => {
  it('leaves half of the room to workflows that do not call it, and gets what was held back once it does', async () => {
    const latch = new Latch();
    target.answer = () => latch.opened;
    const stuck = await open([{ id: 'call', type: 'http.request', url: `${target.url}/stuck` }], 3 * ROOM);
    await eventually(() => expect(target.calls.length).toBeGreaterThanOrEqual(ROOM / 2));
    await eventually(async () => expect((await held())['slow'] ?? 0).toBeGreaterThan(0));

    const others = await allSettled(signet, await open([NOTHING], 2 * ROOM));
    expect(others.map(({ status }) => status)).toEqual(Array(2 * ROOM).fill('succeeded'));

    latch.open();
    const ended = await allSettled(signet, stuck);
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['succeeded']));
    expect(target.calls).toHaveLength(3 * ROOM); // what was held back was not called
  });
});

describe('a directory that fails', () => {
  it('is left alone after ten failures; nothing is given up on, and all goes on when it is back', async () => {
    const scim = await ScimServer.start();
    await connect('hr', scim);
    scim.addUser({ userName: 'ada', active: true });
    const failures = 10;
    scim.faults.push(...Array.from({ length: 1000 }, () => ({ kind: 'answer', status: 500 }) as const));
    const ids = await open(
      [{ id: 'off', type: 'user.get', directory: 'hr', retry: { interval: 'PT0.1S' } }],
      5 * ROOM,
    );
    await eventually(async () => expect(await breakerOf('main/hr')).toBe(2), { within: 15_000 });
    scim.faults.length = 0;

    const ended = await allSettled(signet, ids);
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['succeeded']));
    expect((await held())['breaker']).toBeGreaterThan(0);
    expect(await breakerOf('main/hr')).toBe(0);
    const [most] = await signet.rows<{ tries: number }>(
      'select max(attempt) as tries from task_run where execution_id = any($1)',
      [ids],
    );
    expect(most!.tries).toBeLessThanOrEqual(failures); // no try is spent by being held back
    await scim.stop();
  });

  it('does not close the way to another directory', async () => {
    const [dead, alive] = [await ScimServer.start(), await ScimServer.start()];
    await connect('dead', dead);
    await connect('alive', alive);
    alive.addUser({ userName: 'ada', active: true });
    await dead.stop();
    const lost = await open(
      [{ id: 'off', type: 'user.get', directory: 'dead', retry: { interval: 'PT0.1S' } }],
      2 * ROOM,
    );
    await eventually(async () => expect(await breakerOf('main/dead')).toBe(2), { within: 15_000 });

    const ended = await allSettled(
      signet,
      await open([{ id: 'off', type: 'user.get', directory: 'alive' }], ROOM),
    );
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['succeeded']));
    await signet.rows(`delete from open_execution where id = any($1)`, [lost]);
    await alive.stop();
  });
});
