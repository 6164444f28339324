import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { newId } from '../../src/config/clock.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { Overlaps, Target } from '../support/a-target.js';
import { allSettled, deploy, settled } from '../support/builders.js';
import { aNewEvent, openAll } from '../support/builders-ledger.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { sharedRedisUrl } from '../support/redis.js';

let database: TestDatabase;
let target: Target;
let workers: TestSignet[] = [];
let signet: TestSignet;

beforeAll(async () => {
  database = await createTestDatabase();
  target = await Target.start();
  const env = {
    ROLE: 'worker',
    REDIS_URL: sharedRedisUrl(),
    REDIS_PREFIX: database.name.slice(0, 40),
    OUTBOUND_ALLOW: '127.0.0.0/8',
    WORKER_CONCURRENCY: '12',
    DATABASE_POOL: '5',
  };
  for (let n = 0; n < 3; n += 1) {
    workers.push(await startTestSignet({ databaseUrl: database.url, env }));
  }
  signet = workers[0]!;
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await target?.stop();
  await database?.drop();
});
beforeEach(() => {
  target.calls.length = 0;
  target.answer = () => undefined;
});

interface Item {
  readonly lane: string;
  readonly n: number;
}

/** Opens an execution for each item, in their order, some commits apart, with nobody rung for. */
async function openLanes(workflowId: string, items: readonly Item[]): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < items.length; at += 20) {
    const events = items
      .slice(at, at + 20)
      .map((item) => aNewEvent({ workflowId, lane: `${workflowId}:${item.lane}`, body: item }));
    ids.push(...(await openAll(signet.part(DataSource), events)));
  }
  return ids;
}

const callTask = (rest: object = {}) => ({
  id: 'call',
  type: 'http.request',
  method: 'POST',
  url: `${target.url}/call`,
  body: { lane: '{{ trigger.body.lane }}', n: '{{ trigger.body.n }}' },
  ...rest,
});

const calledIn = (lane: string): unknown[] =>
  target.calls.filter(({ body }) => body?.['lane'] === lane).map(({ body }) => body?.['n']);

describe('lanes of several workers', () => {
  it('go one at a time and in order, and side by side with each other', async () => {
    const overlaps = new Overlaps();
    target.answer = async ({ body }) => {
      const leave = [overlaps.enter(String(body?.['lane'])), overlaps.enter('all')];
      await pause(5);
      leave.forEach((one) => one());
    };
    const { id } = await deploy(signet, { tasks: [callTask(), { id: 'end', type: 'set', values: {} }] });
    const lanes = ['a', 'b', 'c', 'd', 'e', 'f'];
    const items = Array.from({ length: 15 }, (_, n) => lanes.map((lane) => ({ lane, n }))).flat();

    const finished = await allSettled(signet, await openLanes(id, items));
    expect(finished.every(({ status, attempt }) => status === 'succeeded' && attempt === 1)).toBe(true);
    for (const lane of lanes) {
      expect(calledIn(lane)).toEqual(Array.from({ length: 15 }, (_, n) => n));
      expect(overlaps.mostOf(lane)).toBe(1);
    }
    expect(overlaps.mostOf('all')).toBeGreaterThan(1);
  });

  it('of a head that waits to be tried again are parked, visibly, and others are not', async () => {
    let broken = true;
    target.answer = ({ body }, response) => {
      response.statusCode = broken && body?.['lane'] === 'parked' && body['n'] === 0 ? 503 : 200;
    };
    const retry = { type: 'constant', interval: '300ms', maxAttempts: 50 };
    const { id } = await deploy(signet, { tasks: [callTask({ retry })] });
    const [head, next, other] = await openLanes(id, [
      { lane: 'parked', n: 0 },
      { lane: 'parked', n: 1 },
      { lane: 'free', n: 0 },
    ]);
    await settled(signet, other!);
    await eventually(() => expect(calledIn('parked').length).toBeGreaterThan(1));
    expect(new Set(calledIn('parked'))).toEqual(new Set([0]));
    await eventually(async () => {
      const rows = await signet.rows(
        'select id, status, last_error from execution_view where workflow_id = $1 order by id',
        [id],
      );
      expect(rows).toMatchObject([
        { id: head, status: 'retrying', last_error: { code: 'target_unavailable' } },
        { id: next, status: 'pending', last_error: null },
        { id: other, status: 'succeeded' },
      ]);
    });

    broken = false;
    await allSettled(signet, [head!, next!]);
    expect(calledIn('parked').slice(-2)).toEqual([0, 1]);
  });

  it('are freed when their head is buried', async () => {
    target.answer = ({ body }, response) => {
      response.statusCode = body?.['n'] === 0 ? 400 : 200;
    };
    const { id } = await deploy(signet, { tasks: [callTask()] });
    const ids = await openLanes(id, [
      { lane: 'a', n: 0 },
      { lane: 'a', n: 1 },
    ]);
    const [head, next] = await allSettled(signet, ids);
    expect([head!.status, next!.status]).toEqual(['dead', 'succeeded']);
    expect(calledIn('a')).toEqual([0, 1]);
  });

  it('of different workflows do not know each other, though their subject is one', async () => {
    const { id: first } = await deploy(signet, {
      tasks: [callTask({ retry: { type: 'constant', interval: '10m' } })],
    });
    const { id: second } = await deploy(signet, { tasks: [callTask()] });
    target.answer = ({ body }, response) => {
      response.statusCode = body?.['n'] === 1 ? 503 : 200;
    };
    const [stuck] = await openLanes(first, [{ lane: 'usr_1', n: 1 }]);
    const [done] = await openLanes(second, [{ lane: 'usr_1', n: 2 }]);
    expect((await settled(signet, done!)).status).toBe('succeeded');
    await eventually(async () =>
      expect(await signet.rows('select status from open_execution where id = $1', [stuck])).toEqual([
        { status: 'retrying' },
      ]),
    );
  });
});

describe('an execution that belongs to nobody', () => {
  it('is buried with what is missing, and does not stop the others', async () => {
    const { id } = await deploy(signet, { tasks: [callTask()] });
    const events = [
      aNewEvent({ workflowId: newId() }),
      aNewEvent({ workflowId: id, revision: 99 }),
      aNewEvent({ workflowId: id, body: { lane: 'x', n: 1 } }),
    ];
    const finished = await allSettled(signet, await openAll(signet.part(DataSource), events));
    expect(finished.map(({ status, reason }) => [status, reason])).toEqual([
      ['dead', 'invalid_document'],
      ['dead', 'invalid_document'],
      ['succeeded', null],
    ]);
  });
});
