import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { newId } from '../../src/config/clock.js';
import { createDataSource } from '../../src/database/data-source.js';
import { isDataFault } from '../../src/database/faults.js';
import { ClaimRepository } from '../../src/ledger/claim.repository.js';
import type { Taker } from '../../src/ledger/claim.repository.js';
import type { Claimed } from '../../src/ledger/claimed.js';
import { holdOf, ProgressRepository } from '../../src/ledger/progress.repository.js';
import { aNewEvent, openAll } from '../support/builders-ledger.js';
import type { OpenParts } from '../support/builders-ledger.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';

let database: TestDatabase;
let dataSource: DataSource;
let claims: ClaimRepository;
const progress = new ProgressRepository();

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({
    url: database.url,
    pool: 24,
    statementTimeoutMs: 20_000,
  }).initialize();
  claims = new ClaimRepository(dataSource, dataSource);
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});
beforeEach(async () => {
  await dataSource.query('truncate open_execution, execution, event, dedupe, task_run, dead_letter');
});

const open = (...parts: OpenParts[]) =>
  openAll(
    dataSource,
    parts.map((part) => aNewEvent(part)),
  );
const many = (count: number, part: (n: number) => OpenParts = () => ({})) =>
  open(...Array.from({ length: count }, (_, n) => part(n)));
const taker = (most = 100, leaseMs = 60_000): Taker => ({ worker: newId(), leaseMs, most });
const idsOf = (claimed: readonly Claimed[]) => claimed.map(({ id }) => id);
const claimDue = (by: Taker = taker()) => claims.claimDue(by);
const claimIds = (ids: string[], by = taker()) => claims.claimIds(by, ids);
const takeBack = (by = taker()) => claims.takeBack(by);
const expire = () =>
  dataSource.query(
    `update open_execution set lease_until = now() - interval '1 second' where status = 'running'`,
  );

const succeeded = { kind: 'final', status: 'succeeded', reason: null, error: null } as const;
const again = (delayMs: number) => ({ kind: 'retry', delayMs, error: null }) as const;

function settle(claimed: Claimed, settlement: typeof succeeded | ReturnType<typeof again>): Promise<unknown> {
  return dataSource.transaction((tx) =>
    progress.settle(tx, [{ id: claimed.id, fence: claimed.fence, settlement }]),
  );
}

/** Of claims that may race, those the database let in; two running executions of a lane are a data fault. */
async function race(claim: () => Promise<Claimed[]>, times = 20): Promise<Claimed[]> {
  const results = await Promise.allSettled(Array.from({ length: times }, claim));
  for (const result of results) {
    expect(result.status === 'fulfilled' || isDataFault(result.reason)).toBe(true);
  }
  return results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
}

describe('a claim', () => {
  it('gives an execution to exactly one of twenty workers', async () => {
    const [id] = await open({});
    expect(idsOf(await race(() => claimIds([id!])))).toEqual([id]);
  });

  it('gives each of a thousand executions to exactly one of twenty workers', async () => {
    const ids = await many(1000);
    const claimed = await race(async () => {
      const mine: Claimed[] = [];
      for (let more = await claimDue(taker(17)); more.length > 0; more = await claimDue(taker(17))) {
        mine.push(...more);
      }
      return mine;
    });
    expect(idsOf(claimed).toSorted()).toEqual(ids.toSorted());
  });

  it('counts the attempt, raises the fence, and lets nobody else in until it is settled', async () => {
    const [id] = await open({});
    const [first] = await claimIds([id!]);
    expect(first).toMatchObject({ id, attempt: 1, fence: '1', takeovers: 0 });
    expect(await claimIds([id!])).toEqual([]);
    expect(await claimDue()).toEqual([]);

    await settle(first!, again(0));
    expect((await claimIds([id!]))[0]).toMatchObject({ attempt: 2, fence: '2', takeovers: 0 });
  });

  it('takes nothing before it is due', async () => {
    const [id] = await open({});
    const [claimed] = await claimIds([id!]);
    await settle(claimed!, again(60_000));
    expect([...(await claimIds([id!])), ...(await claimDue()), ...(await takeBack())]).toEqual([]);
    await dataSource.query('update open_execution set due_at = now()');
    expect(idsOf(await claimDue())).toEqual([id]);
  });

  it('takes no more than asked for, the oldest first', async () => {
    const ids = await many(5);
    expect(idsOf(await claimDue(taker(2)))).toEqual(ids.slice(0, 2));
    expect(idsOf(await claimIds(ids, taker(2)))).toEqual(ids.slice(2, 4));
  });

  it('of an id that is unknown or finished finds nothing', async () => {
    const [id] = await open({});
    const [claimed] = await claimIds([id!]);
    await settle(claimed!, succeeded);
    expect(await claimIds([id!, newId()])).toEqual([]);
  });
});

describe('a lane', () => {
  it('is let in by its head alone, one at a time and in order, whoever asks', async () => {
    const ids = await many(12, () => ({ lane: 'a' }));
    const order: string[] = [];
    while (order.length < ids.length) {
      const claimed = [...(await race(() => claimIds(ids), 5)), ...(await race(() => claimDue(), 5))];
      expect(claimed).toHaveLength(1);
      order.push(claimed[0]!.id);
      await settle(claimed[0]!, succeeded);
    }
    expect(order).toEqual(ids);
  });

  it('does not wait for another', async () => {
    const ids = await many(10, (n) => ({ lane: `lane-${n}` }));
    expect(idsOf(await claimDue()).toSorted()).toEqual(ids.toSorted());
  });

  it('is parked while its head waits to be tried again, and free once that is buried', async () => {
    const [head, next] = await open({ lane: 'a' }, { lane: 'a' });
    const [claimed] = await claimDue();
    await settle(claimed!, again(3_600_000));
    expect([...(await claimDue()), ...(await claimIds([next!]))]).toEqual([]);

    await dataSource.query('update open_execution set due_at = now() where id = $1', [head]);
    const [second] = await claimDue();
    expect(second!.id).toBe(head);
    await settle(second!, { kind: 'final', status: 'dead', reason: 'exhausted', error: null } as never);
    expect(idsOf(await claimDue())).toEqual([next]);
  });

  it('cannot have two running, even where somebody tries by hand', async () => {
    const [, second] = await open({ lane: 'a' }, { lane: 'a' });
    await claimDue();
    const forced = dataSource.query(
      `update open_execution set status = 'running', lease_until = now() where id = $1`,
      [second],
    );
    await expect(forced).rejects.toThrow('open_execution_lane_running_key');
  });

  it('names as successor whoever is next, and nobody when it is empty', async () => {
    const [head, next] = await open({ lane: 'a' }, { lane: 'a' }, { lane: 'b' });
    const successors = (lanes: string[]) => claims.successors(lanes);
    const [claimed] = await claimIds([head!]);
    await settle(claimed!, succeeded);
    expect(await successors(['a', 'empty'])).toEqual([next]);
  });
});

describe('a lease', () => {
  it('that ran out is taken over by exactly one of twenty, and counted', async () => {
    const [id] = await open({ lane: 'a' });
    await claimDue();
    expect(await takeBack()).toEqual([]);
    await expire();
    expect(await claimDue()).toEqual([]);
    const taken = await race(() => takeBack());
    expect(taken).toMatchObject([{ id, attempt: 2, fence: '2', takeovers: 1 }]);
  });

  it('is extended by its holder alone', async () => {
    const ids = await many(3);
    const held = await claimDue();
    await dataSource.query(
      `update open_execution set lease_until = now() - interval '1 second' where id = $1`,
      [ids[1]],
    );
    await takeBack();
    await settle(
      held.find(({ id }) => id === ids[2])!,
      succeeded,
    );
    const kept = await claims.extend(held, 60_000);
    expect([...kept.keys()]).toEqual([ids[0]]);
  });

  it('that was lost leaves nothing to write with: no settlement, no place behind the fence', async () => {
    await open({});
    const [first] = await claimDue();
    await expire();
    const [second] = await takeBack();

    expect(await dataSource.transaction((tx) => progress.fence(tx, [first!]))).toEqual(new Map());
    const both = await dataSource.transaction((tx) => progress.fence(tx, [second!, first!]));
    expect(both).toEqual(new Map([[holdOf(second!), null]]));
    await settle(first!, succeeded);
    await settle(first!, again(0));
    expect(await dataSource.query('select status, fence, attempt from open_execution')).toEqual([
      { status: 'running', fence: '2', attempt: 2 },
    ]);
    expect(await dataSource.query('select id from execution')).toEqual([]);

    await settle(second!, succeeded);
    expect(await dataSource.query('select status, attempt from execution')).toEqual([
      { status: 'succeeded', attempt: 2 },
    ]);
    await settle(second!, again(0));
    expect(await dataSource.query('select id from open_execution')).toEqual([]);
  });
});
