import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { newId } from '../../src/config/clock.js';
import type { Limits } from '../../src/config/limits.js';
import { createDataSource } from '../../src/database/data-source.js';
import { ClaimRepository } from '../../src/ledger/claim.repository.js';
import type { Taker } from '../../src/ledger/claim.repository.js';
import type { Claimed } from '../../src/ledger/claimed.js';
import { INSTANCE, tenantScope, workflowScope } from '../../src/ledger/limit-scope.js';
import { LimitedClaimRepository } from '../../src/ledger/limited-claim.repository.js';
import { ProgressRepository } from '../../src/ledger/progress.repository.js';
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
  await dataSource.query(`delete from tenant where name <> 'main'`);
  await dataSource.query(`update tenant set limits = '{}'`);
  await dataSource.query('delete from deployment');
});

const limitedClaims = (limits: Limits = {}) => new LimitedClaimRepository(dataSource, { limits });
const taker = (most = 100): Taker => ({ worker: newId(), leaseMs: 60_000, most });
const claim = (scope: string, by = taker(), limits: Limits = {}, end = async () => {}) =>
  limitedClaims(limits).claim(by, scope, end);
const idsOf = (claimed: readonly Claimed[]) => claimed.map(({ id }) => id);
const openMany = (count: number, part: OpenParts) =>
  openAll(
    dataSource,
    Array.from({ length: count }, () => aNewEvent(part)),
  );

const succeeded = { kind: 'final', status: 'succeeded', reason: null, error: null } as const;
const again = { kind: 'retry', delayMs: 0, error: null } as const;

function settle(claimed: Claimed, settlement: typeof succeeded | typeof again = succeeded): Promise<unknown> {
  return dataSource.transaction((tx) => progress.settle(tx, [{ ...claimed, settlement }]));
}

/** Puts limits where the API would. */
async function limitTenant(name: string, limits: Limits): Promise<void> {
  await dataSource.query(
    `insert into tenant (name, limits) values ($1, $2) on conflict (name) do update set limits = excluded.limits`,
    [name, limits],
  );
}

/** Deploys a revision with that limit. */
async function deployLimit(
  workflowId: string,
  limit: number | null,
  environment = 'production',
): Promise<void> {
  await dataSource.query(
    `insert into workflow (id, tenant, namespace, name) values ($1::uuid, 'main', 'acme', $1::text) on conflict do nothing`,
    [workflowId],
  );
  await dataSource.query(
    `insert into workflow_revision (workflow_id, number, hash, text, document, created_by)
     values ($1, 1, '', '', '{}', 'test') on conflict do nothing`,
    [workflowId],
  );
  await dataSource.query(
    `insert into deployment (workflow_id, environment, revision, deployed_by, concurrency_limit) values ($1, $2, 1, 'test', $3)
         on conflict (workflow_id, environment) do update set concurrency_limit = excluded.concurrency_limit`,
    [workflowId, environment, limit],
  );
}

/** A workflow of the tenant `main`, its scope, and executions of it. */
function aWorkflow({ limit = 3, environment = 'production' } = {}) {
  const id = newId();
  const scope = workflowScope({ tenant: 'main', workflowId: id, environment });
  const open = (count: number, parts: OpenParts = {}) =>
    openMany(count, {
      workflowId: id,
      environment,
      concurrencyLimit: limit,
      overflow: 'queue',
      claimScope: scope,
      ...parts,
    });
  return { id, scope, open };
}

/** Runs all there is, ten claims at a time; the most that ran at once, by the groups that `group` says each is of. */
async function drain(
  scopes: readonly string[],
  group: (one: Claimed) => string[],
  limits: Limits = {},
): Promise<Map<string, number>> {
  const most = new Map<string, number>();
  const open = async () => Number((await dataSource.query('select count(*) as n from open_execution'))[0].n);
  while ((await open()) > 0) {
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, n) => claim(scopes[n % scopes.length]!, taker(3), limits)),
    );
    const claimed = results.flatMap((one) => one.claimed);
    for (const name of new Set(claimed.flatMap(group))) {
      const running = claimed.filter((one) => group(one).includes(name)).length;
      most.set(name, Math.max(running, most.get(name) ?? 0));
    }
    await Promise.all(claimed.map((one) => settle(one)));
  }
  return most;
}

describe('a concurrency limit of a workflow', () => {
  it('is never passed, however many ask at once, and always used up', async () => {
    const { scope, open } = aWorkflow();
    await open(30);
    for (let done = 0; done < 30; done += 3) {
      const results = await Promise.all(Array.from({ length: 10 }, () => claim(scope)));
      const claimed = results.flatMap((one) => one.claimed);
      expect(claimed).toHaveLength(3);
      expect(results.flatMap(({ overflown }) => overflown)).toEqual([]);
      await Promise.all(claimed.map((one) => settle(one)));
    }
    expect(await dataSource.query('select id from open_execution')).toEqual([]);
  });

  it('raised, lowered or taken away by a deployment holds at once for what waits', async () => {
    const { id, scope, open } = aWorkflow();
    await open(20, { concurrencyLimit: 1 });
    const take = async (limit: number | null) => {
      await deployLimit(id, limit);
      return (await claim(scope)).claimed.length;
    };
    expect(await take(1)).toBe(1);
    expect(await take(4)).toBe(3);
    expect(await take(2)).toBe(0);
    expect(await take(null)).toBe(16);
  });

  it('counts each environment apart', async () => {
    const { id, scope, open } = aWorkflow({ limit: 2 });
    const staging = workflowScope({ tenant: 'main', workflowId: id, environment: 'staging' });
    await open(50, { environment: 'staging', claimScope: staging });
    await open(3);
    expect((await claim(staging)).claimed).toHaveLength(2);
    expect((await claim(scope)).claimed).toHaveLength(2);
  });

  it('is not gone around by claims that do not count', async () => {
    const { scope, open } = aWorkflow();
    const ids = await open(2);
    expect([...(await claims.claimDue(taker())), ...(await claims.claimIds(taker(), ids))]).toEqual([]);
    expect(await limitedClaims().scopes()).toEqual([scope]);
  });

  it('counts an execution whose lease ran out: whoever takes it over needs the slot', async () => {
    const { scope, open } = aWorkflow({ limit: 2 });
    await open(4);
    const { claimed } = await claim(scope);
    await dataSource.query(
      `update open_execution set lease_until = now() - interval '1 second' where status = 'running'`,
    );
    expect((await claim(scope)).claimed).toEqual([]);
    expect(idsOf(await claims.takeBack(taker())).toSorted()).toEqual(idsOf(claimed).toSorted());
    expect((await claim(scope)).claimed).toEqual([]);
  });

  it.each(['cancel', 'fail'] as const)('hands out what is over it as overflown: %s', async (overflow) => {
    const { scope, open } = aWorkflow({ limit: 2 });
    const ids = await open(5, { overflow });
    const { claimed, overflown } = await claim(scope);
    expect(idsOf(claimed).toSorted()).toEqual(ids.slice(0, 2).toSorted());
    expect(overflown.map((one) => one.overflow)).toEqual([overflow, overflow, overflow]);
    expect(idsOf(overflown).toSorted()).toEqual(ids.slice(2).toSorted());
  });

  it('claims nothing at all when what is over it cannot be ended: nobody would run it by mistake', async () => {
    const { scope, open } = aWorkflow({ limit: 2 });
    await open(3, { overflow: 'cancel' });
    const failing = claim(scope, taker(), {}, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    const left = await dataSource.query('select status, fence from open_execution');
    expect(left).toEqual(Array.from({ length: 3 }, () => ({ status: 'pending', fence: '0' })));
  });

  it('does not hand out as overflown what waits only to be tried again', async () => {
    const { scope, open } = aWorkflow({ limit: 1 });
    await open(1, { overflow: 'cancel' });
    const { claimed } = await claim(scope);
    await settle(claimed[0]!, again);
    await open(1, { overflow: 'cancel' });
    const second = await claim(scope);
    expect(idsOf(second.claimed)).toEqual(idsOf(claimed));
    expect(second.overflown).toHaveLength(1);
  });

  it('names no scope in which nothing is due', async () => {
    const { open } = aWorkflow();
    await open(3);
    await dataSource.query(`update open_execution set due_at = now() + interval '1 minute'`);
    expect(await limitedClaims().scopes()).toEqual([]);
  });
});

describe('a concurrency limit of a tenant', () => {
  const scope = tenantScope('main');
  const five: Limits = { concurrency: { limit: 5, overflow: 'queue' } };

  it('is never passed and always used up, and no workflow in it passes its own', async () => {
    await limitTenant('main', five);
    const [one, other, free] = [aWorkflow({ limit: 2 }), aWorkflow({ limit: 1 }), aWorkflow()];
    await one.open(20, { claimScope: scope });
    await other.open(20, { claimScope: scope });
    await free.open(20, { claimScope: scope, concurrencyLimit: null, overflow: null });
    const most = await drain([scope], ({ tenant, workflowId }) => [tenant, workflowId]);
    expect(most.get('main')).toBe(5);
    expect(most.get(one.id)).toBe(2);
    expect(most.get(other.id)).toBe(1);
  });

  it('lets a workflow that comes late have slots beside one that waits with thousands', async () => {
    await limitTenant('main', { concurrency: { limit: 10, overflow: 'queue' } });
    const [flood, late] = [aWorkflow(), aWorkflow()];
    const free = { claimScope: scope, concurrencyLimit: null, overflow: null };
    await flood.open(2000, free);
    await late.open(3, free);
    const { claimed } = await claim(scope);
    expect(claimed).toHaveLength(10);
    expect(claimed.filter(({ workflowId }) => workflowId === late.id)).toHaveLength(3);
  });

  it('is not used up by a workflow that is over its own limit, whatever else waits', async () => {
    await limitTenant('main', five);
    const [full, other] = [aWorkflow({ limit: 1 }), aWorkflow()];
    await full.open(500, { claimScope: scope });
    await other.open(4, { claimScope: scope, concurrencyLimit: null, overflow: null });
    expect((await claim(scope)).claimed).toHaveLength(5);
  });

  it('that comes while executions wait and run holds for them once they are adopted', async () => {
    await openMany(20, {});
    await openMany(5, { tenant: 'other' });
    const running = await claims.claimDue(taker(3));
    await limitTenant('main', five);
    await limitedClaims().adopt('main');
    expect((await claim(scope)).claimed).toHaveLength(2);
    const free = await claims.claimDue(taker());
    expect(free.map(({ tenant }) => tenant)).toEqual(Array<string>(5).fill('other'));
    await Promise.all(running.map((one) => settle(one)));
    expect((await claim(scope)).claimed).toHaveLength(3);
  });

  it('is exact against claims under limits of its workflows, whichever lock they began with', async () => {
    await limitTenant('main', five);
    const [one, other] = [aWorkflow({ limit: 4 }), aWorkflow({ limit: 4 })];
    await one.open(60); // accepted before the tenant had a limit
    await other.open(60);
    await other.open(60, { claimScope: scope });
    const most = await drain([one.scope, other.scope, scope], () => ['tenant']);
    expect(most.get('tenant')).toBe(5);
  });

  it('taken away leaves the limits of its workflows exact, under both locks', async () => {
    const one = aWorkflow({ limit: 2 });
    await one.open(40, { claimScope: scope });
    await one.open(40);
    const most = await drain([one.scope, scope], ({ workflowId }) => [workflowId]);
    expect(most.get(one.id)).toBe(2);
  });

  it('ends what is over it as it asks, and lets wait what waits for its own workflow', async () => {
    await limitTenant('main', { concurrency: { limit: 3, overflow: 'cancel' } });
    const queued = aWorkflow({ limit: 1 });
    await queued.open(3, { claimScope: scope });
    const waiting = await claim(scope);
    expect([waiting.claimed.length, waiting.overflown]).toEqual([1, []]);
    await aWorkflow().open(4, { claimScope: scope, concurrencyLimit: null, overflow: null });
    const { claimed, overflown } = await claim(scope);
    expect(claimed).toHaveLength(2);
    expect(overflown.map((one) => one.overflow)).toEqual(Array<string>(4).fill('cancel'));
  });

  it('does not end for its own sake what another limit lets wait', async () => {
    await limitTenant('main', { concurrency: { limit: 3, overflow: 'queue' } });
    await aWorkflow({ limit: 2 }).open(6, { claimScope: scope, overflow: 'fail' });
    const { claimed, overflown } = await claim(scope);
    expect([claimed.length, overflown.length]).toEqual([2, 4]);
    await aWorkflow({ limit: 2 }).open(2, { claimScope: scope, overflow: 'fail' });
    const second = await claim(scope);
    expect([second.claimed.length, second.overflown]).toEqual([0, []]); // the tenant is full: they wait
  });
});

describe('a concurrency limit of the instance', () => {
  const four: Limits = { concurrency: { limit: 4, overflow: 'queue' } };

  it('holds for all tenants together, and theirs within it', async () => {
    await limitTenant('small', { concurrency: { limit: 1, overflow: 'queue' } });
    for (const tenant of ['main', 'small', 'other']) {
      await openMany(20, { tenant, claimScope: INSTANCE });
    }
    const most = await drain([INSTANCE], ({ tenant }) => ['all', tenant], four);
    expect([most.get('all'), most.get('small')]).toEqual([4, 1]);
  });

  it('adopts what was accepted before it was set, and is exact against narrower scopes', async () => {
    const one = aWorkflow({ limit: 3 });
    await one.open(20);
    await openMany(20, {});
    await limitedClaims(four).adopt(null);
    expect(await claims.claimDue(taker())).toEqual([]);
    const most = await drain([INSTANCE, one.scope], () => ['all'], four);
    expect(most.get('all')).toBe(4);
  });

  it('ends what is over it as it asks', async () => {
    await openMany(6, { claimScope: INSTANCE });
    const fail: Limits = { concurrency: { limit: 4, overflow: 'fail' } };
    const { claimed, overflown } = await claim(INSTANCE, taker(), fail);
    expect([claimed.length, overflown.map((one) => one.overflow)]).toEqual([4, ['fail', 'fail']]);
  });

  it('taken away lets everything through', async () => {
    await openMany(50, { claimScope: INSTANCE });
    expect((await claim(INSTANCE)).claimed).toHaveLength(50);
  });
});
