import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { Metrics } from '../../src/telemetry/metrics.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { Latch, Target } from '../support/a-target.js';
import { deploy, settled } from '../support/builders.js';
import { aNewEvent, openAll } from '../support/builders-ledger.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

/** Keeps its leases long and never sweeps: what is taken from it, others take. */
const STEADY = { LEASE_MS: '60000', SWEEP_MS: '60000' };

/** Neither its leases nor its statements come to their end within a test. */
const NEVER_LATE = { LEASE_MS: '600000', STATEMENT_TIMEOUT_MS: '600000' };

let database: TestDatabase;
let target: Target;
const started: TestSignet[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  target = await Target.start();
});
afterAll(async () => {
  await target?.stop();
  await database?.drop();
});
beforeEach(() => {
  target.calls.length = 0;
  target.answer = () => undefined;
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
});

async function startWorker(env: Record<string, string> = {}): Promise<TestSignet> {
  const signet = await startTestSignet({
    databaseUrl: database.url,
    env: { ROLE: 'worker', OUTBOUND_ALLOW: '127.0.0.0/8', DATABASE_POOL: '5', ...env },
  });
  started.push(signet);
  return signet;
}

/** An execution that calls out, makes a user, calls out again where the test may hold it, and changes the user. */
async function openOne(signet: TestSignet): Promise<string> {
  const call = (id: string) => ({ id, type: 'http.request', method: 'POST', url: `${target.url}/${id}` });
  const user = `user-${Math.random()}`;
  const { id: workflowId } = await deploy(signet, {
    tasks: [
      call('first'),
      { id: 'make', type: 'user.create', user },
      call('hold'),
      { id: 'change', type: 'user.update', user, set: { displayName: 'changed' } },
      { id: 'trace', type: 'audit.log', message: 'done' },
    ],
  });
  const [id] = await openAll(signet.part(DataSource), [aNewEvent({ workflowId, subject: user })]);
  return id!;
}

const keysTo = (path: string) => target.to(path).map(({ headers }) => headers['idempotency-key']);

/** What an execution left behind, wherever it must be there once. */
async function leftBehind(signet: TestSignet, id: string): Promise<object> {
  const runs = await signet.rows(
    'select task_id, status, attempt from task_run where execution_id = $1 order by position',
    [id],
  );
  const audit = await signet.rows('select verb from audit_entry where execution_id = $1 order by id', [id]);
  const users = await signet.rows(
    'select version::int from directory_user where id = (select subject from execution where id = $1)',
    [id],
  );
  return {
    runs: runs.map((run) => `${String(run['task_id'])} ${String(run['status'])} ${String(run['attempt'])}`),
    audit: audit.map(({ verb }) => verb),
    users,
  };
}

const ONCE = {
  runs: [
    'first succeeded 1',
    'make succeeded 1',
    'hold succeeded 2',
    'change succeeded 1',
    'trace succeeded 1',
  ],
  audit: ['audit.log'],
  users: [{ version: 2 }],
};

describe('a worker that stops', () => {
  it('hands back what it cannot finish; another goes on behind the last recorded task, with the same key', async () => {
    const hold = new Latch();
    target.answer = ({ path }) => (path === '/hold' ? hold.opened : undefined);
    const first = await startWorker({ SHUTDOWN_MS: '100' });
    const id = await openOne(first);
    await eventually(() => expect(target.to('/hold')).toHaveLength(1));
    await first.stop();

    target.answer = () => undefined;
    const second = await startWorker();
    expect(await settled(second, id)).toMatchObject({ status: 'succeeded', attempt: 2 });
    hold.open();
    expect(keysTo('/first')).toEqual([`${id}.first.0`]);
    expect(keysTo('/hold')).toEqual([`${id}.hold.0`, `${id}.hold.0`]);
    expect(await leftBehind(second, id)).toEqual(ONCE);
  });

  it('leaves it due at once and free to take, not waiting for a lease', async () => {
    target.answer = ({ path }) => (path === '/hold' ? new Latch().opened : undefined);
    const first = await startWorker({ SHUTDOWN_MS: '0', LEASE_MS: '600000' });
    const id = await openOne(first);
    await eventually(() => expect(target.to('/hold')).toHaveLength(1));
    await first.stop();

    const idle = await startWorker({ SWEEP_MS: '60000', POLL_MS: '60000' });
    const [row] = await idle.rows(
      'select status, worker, lease_until, takeovers, due_at <= now() as due from open_execution where id = $1',
      [id],
    );
    expect(row).toEqual({ status: 'retrying', worker: null, lease_until: null, takeovers: 0, due: true });
    await idle.rows('delete from open_execution');
  });

  it('hands it back while a round of upkeep is at a statement that takes long', async () => {
    target.answer = ({ path }) => (path === '/hold' ? new Latch().opened : undefined);
    const first = await startWorker({ ...NEVER_LATE, SHUTDOWN_MS: '0' });
    const blocker = new pg.Client(database.url);
    await blocker.connect();
    try {
      await blocker.query('begin; lock table upkeep_run in access exclusive mode');
      const id = await openOne(first);
      await eventually(() => expect(target.to('/hold')).toHaveLength(1));
      const waits = `relation = 'upkeep_run'::regclass and not granted`;
      await eventually(async () => expect(await first.count('pg_locks', waits)).toBe(1), { within: 25_000 });
      const stopping = first.stop();
      const free = 'id = $1 and worker is null and lease_until is null';
      await eventually(async () => expect(await first.count('open_execution', free, [id])).toBe(1));
      await blocker.query('delete from open_execution');
      await blocker.query('commit');
      await stopping;
    } finally {
      await blocker.end();
    }
  });

  it('finishes what can be finished in the time it has', async () => {
    const hold = new Latch();
    target.answer = ({ path }) => (path === '/hold' ? hold.opened : undefined);
    const only = await startWorker({ SHUTDOWN_MS: '10000' });
    const id = await openOne(only);
    await eventually(() => expect(target.to('/hold')).toHaveLength(1));
    const stopping = only.stop();
    hold.open();
    await stopping;
    const after = await startWorker({ POLL_MS: '60000', SWEEP_MS: '60000' });
    expect(await settled(after, id)).toMatchObject({ status: 'succeeded', attempt: 1 });
  });
});

describe('a worker that lost its lease', () => {
  it('writes nothing any more, whatever it still brings home', async () => {
    const holds = [new Latch(), new Latch()];
    target.answer = ({ path }) =>
      path === '/hold' ? holds[target.to('/hold').length - 1]!.opened : undefined;
    const slow = await startWorker(STEADY);
    const id = await openOne(slow);
    await eventually(() => expect(target.to('/hold')).toHaveLength(1));
    await slow.rows(`update open_execution set lease_until = now() - interval '1 second' where id = $1`, [
      id,
    ]);

    const next = await startWorker();
    await eventually(() => expect(target.to('/hold')).toHaveLength(2));
    holds[0]!.open();
    await eventually(async () =>
      expect((await slow.part(Metrics).leasesLost.get()).values).toMatchObject([{ value: 1 }]),
    );
    expect(await next.count('execution', 'id = $1', [id])).toBe(0);
    holds[1]!.open();

    expect(await settled(next, id)).toMatchObject({ status: 'succeeded', attempt: 2 });
    expect(await leftBehind(next, id)).toEqual(ONCE);
  });

  it('stops what it still does as soon as it notices', async () => {
    const cut = new Latch();
    target.answer = ({ path }, response) => {
      if (path === '/hold' && target.to('/hold').length === 1) {
        response.on('close', () => cut.open());
        return cut.opened;
      }
      return undefined;
    };
    const slow = await startWorker({ SWEEP_MS: '60000', LEASE_MS: '1000' });
    const id = await openOne(slow);
    await eventually(() => expect(target.to('/hold')).toHaveLength(1));
    await slow.rows(
      `update open_execution set fence = fence + 1, lease_until = now() - interval '1 second' where id = $1`,
      [id],
    );
    await cut.opened;
    await eventually(async () =>
      expect((await slow.part(Metrics).leasesLost.get()).values).toMatchObject([{ value: 1 }]),
    );
    expect(await settled(await startWorker(), id)).toMatchObject({ status: 'succeeded' });
  });

  it('and takes the execution up again itself goes on with it alone', async () => {
    const hold = new Latch();
    target.answer = ({ path }) =>
      path === '/hold' && target.to('/hold').length === 1 ? hold.opened : undefined;
    const only = await startWorker({ LEASE_MS: '60000', WORKER_CONCURRENCY: '2' });
    const id = await openOne(only);
    await eventually(() => expect(target.to('/hold')).toHaveLength(1));
    await only.rows(`update open_execution set lease_until = now() - interval '1 second' where id = $1`, [
      id,
    ]);

    expect(await settled(only, id)).toMatchObject({ status: 'succeeded', attempt: 2 });
    hold.open();
    expect(await leftBehind(only, id)).toEqual(ONCE);
    const [more, and] = [await openOne(only), await openOne(only)];
    expect([await settled(only, more), await settled(only, and)]).toMatchObject([
      { attempt: 1 },
      { attempt: 1 },
    ]);
  });
});

describe('an execution that stops whatever runs it', () => {
  it('is taken over a few times, then buried as poison', async () => {
    const idle = await startWorker({ SWEEP_MS: '60000', POLL_MS: '60000', ROLE: 'web' });
    const id = await openOne(idle);
    await idle.rows(
      `update open_execution set status = 'running', attempt = 6, fence = 6, takeovers = 5, worker = 'gone',
              lease_until = now() - interval '1 second' where id = $1`,
      [id],
    );
    const worker = await startWorker();
    expect(await settled(worker, id)).toMatchObject({ status: 'dead', reason: 'poison', attempt: 7 });
    expect(
      await worker.rows('select reason, task_id, status from dead_letter where execution_id = $1', [id]),
    ).toEqual([{ reason: 'poison', task_id: null, status: 'open' }]);
    expect(target.calls).toEqual([]);
  });
});
