import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createDataSource } from '../../src/database/data-source.js';
import type { DirectoryChange, DirectoryUser } from '../../src/directories/directory.js';
import { LocalDirectoryRepository } from '../../src/directories/local/local-directory.repository.js';
import type { DirectoryOutcome } from '../../src/directories/local/user-batch.js';
import { AppError } from '../../src/errors/app-error.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';

let database: TestDatabase;
let dataSource: DataSource;
let users: LocalDirectoryRepository;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = createDataSource({ url: database.url, pool: 8, statementTimeoutMs: 20_000 });
  await dataSource.initialize();
  users = new LocalDirectoryRepository(dataSource);
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});
beforeEach(async () => {
  await dataSource.query('truncate directory_user');
});

const request = (change: DirectoryChange, directory = 'main') => ({ tenant: 'main', directory, change });
const create = (user: string, set: Record<string, unknown> = {}) =>
  request({ kind: 'user.create', user, set });
const assign = (user: string, role: string) => request({ kind: 'role.assign', user, role });

function apply(...requests: ReturnType<typeof request>[]): Promise<DirectoryOutcome[]> {
  return dataSource.transaction((tx) => users.applyAll(tx, requests));
}

function changedOrCode(outcome: DirectoryOutcome): boolean | string {
  return outcome instanceof AppError ? outcome.code : outcome.changed;
}

const blank: DirectoryUser = { id: '', active: true, roles: [], groups: [], attributes: {} };

describe('a batch of changes of built-in users', () => {
  it('creates, composes changes of one user in their order, and stores what it answers', async () => {
    const outcomes = await apply(
      create('u1', { email: 'a@b.c', plan: { name: 'pro', seats: 3 } }),
      assign('u1', 'admin'),
      request({ kind: 'user.disable', user: 'u1' }),
      assign('u1', 'admin'),
    );
    expect(outcomes.map(changedOrCode)).toEqual([true, true, true, false]);
    const stored = await users.find('main', 'main', 'u1');
    expect(stored).toEqual({
      id: 'u1',
      email: 'a@b.c',
      active: false,
      roles: ['admin'],
      groups: [],
      attributes: { plan: { name: 'pro', seats: 3 } },
    });
    expect(outcomes[3]).toMatchObject({ user: stored });
  });

  it('is looked at by key, where one that no table can hold is nobody', async () => {
    await apply(create('u1', { roles: ['a'] }), create('u2'), request({ kind: 'user.delete', user: 'u2' }));
    const keys = ['u2', 'a\u0000b', 'u1', 'nobody', 'u1'].map((id) => ({
      tenant: 'main',
      directory: 'main',
      id,
    }));
    const found = await dataSource.transaction((tx) => users.look(tx, keys));
    expect(found.map((user) => user?.roles ?? null)).toEqual([null, null, ['a'], null, ['a']]);
  });

  it('writes nothing when everything is so already', async () => {
    await apply(create('u1', { email: 'a@b.c', roles: ['a', 'b'] }));
    const outcomes = await apply(create('u1', { email: 'a@b.c', roles: ['b', 'a'] }), assign('u1', 'a'));
    expect(outcomes.map(changedOrCode)).toEqual([false, false]);
    expect(await dataSource.query('select version from directory_user')).toEqual([{ version: '1' }]);
  });

  it('fails one request and leaves the others alone', async () => {
    const outcomes = await apply(
      create('u1'),
      assign('nobody', 'admin'),
      create('bad\u0000id'),
      create('u2', { note: '\u0000' }),
      create('u3', { active: 'yes' }),
      create('u4'),
    );
    const bad = 'invalid_parameters';
    expect(outcomes.map(changedOrCode)).toEqual([true, 'subject_not_found', bad, bad, bad, true]);
    const page = await users.list('main', 'main', null, 10);
    expect(page.map(({ id }) => id)).toEqual(['u1', 'u4']);
  });

  it('keeps users of other tenants and directories apart', async () => {
    await apply(create('u1', { email: 'main@b.c' }), {
      ...create('u1', { email: 'staff@b.c' }),
      directory: 'staff',
    });
    await apply({ ...create('u1', { email: 'acme@b.c' }), tenant: 'acme' });
    expect((await users.find('main', 'main', 'u1'))?.email).toBe('main@b.c');
    expect((await users.find('main', 'staff', 'u1'))?.email).toBe('staff@b.c');
    expect((await users.find('acme', 'main', 'u1'))?.email).toBe('acme@b.c');
    expect(await users.find('acme', 'staff', 'u1')).toBeNull();
  });

  it('keeps nothing of a deleted user but the key, and can create it anew', async () => {
    await apply(create('u1', { email: 'a@b.c', roles: ['admin'], plan: 'pro' }));
    const remove = request({ kind: 'user.delete', user: 'u1' });
    expect((await apply(remove, remove)).map(changedOrCode)).toEqual([true, false]);
    expect(await users.find('main', 'main', 'u1')).toBeNull();
    expect(await users.list('main', 'main', null, 10)).toEqual([]);
    const [row] = await dataSource.query('select email, roles, attributes, version from directory_user');
    expect(row).toEqual({ email: null, roles: [], attributes: {}, version: '2' });

    expect((await apply(assign('u1', 'x'))).map(changedOrCode)).toEqual(['subject_not_found']);
    expect((await apply(create('u1'))).map(changedOrCode)).toEqual([true]);
    expect(await users.find('main', 'main', 'u1')).toEqual({ ...blank, id: 'u1' });
  });

  it('stores names that need quoting as they are', async () => {
    const roles = ['a,b', '{c}', 'd"e', String.raw`f\g`, ' h ', 'null', 'ü🙂'];
    await apply(create('u1', { roles, groups: roles, [`it's "x"`]: roles }));
    expect(await users.find('main', 'main', 'u1')).toEqual({
      ...blank,
      id: 'u1',
      roles,
      groups: roles,
      attributes: { [`it's "x"`]: roles },
    });
  });

  it('is undone whole when its transaction fails', async () => {
    const failing = dataSource.transaction(async (tx) => {
      await users.applyAll(tx, [create('u1')]);
      throw new Error('the record could not be written');
    });
    await expect(failing).rejects.toThrow('the record could not be written');
    expect(await users.find('main', 'main', 'u1')).toBeNull();
  });
});

describe('batches side by side', () => {
  it('lose no change of a user they share, whatever the order they name users in', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `u${at}`);
    const batches = Array.from({ length: 12 }, (_, batch) => {
      const order = batch % 2 === 0 ? names : [...names].reverse();
      return order.flatMap((user) => [create(user), assign(user, `role${batch}`)]);
    });
    const outcomes = (await Promise.all(batches.map((batch) => apply(...batch)))).flat();

    const codes = new Set(outcomes.map(changedOrCode).filter((one) => typeof one === 'string'));
    expect([...codes].filter((code) => code !== 'target_unavailable')).toEqual([]);
    const again = (await Promise.all(batches.map((batch) => apply(...batch)))).flat();
    expect(again.every((one) => !(one instanceof AppError))).toBe(true);
    const page = await users.list('main', 'main', null, 100);
    const wanted = batches.map((_, batch) => `role${batch}`).sort();
    expect(page.map(({ roles }) => [...roles].sort())).toEqual(names.map(() => wanted));
  });

  it('apply to a user that somebody created since they looked', async () => {
    const [first, second] = [dataSource.createQueryRunner(), dataSource.createQueryRunner()];
    try {
      await first.startTransaction();
      await users.applyAll(first.manager, [create('u1', { email: 'first@b.c' })]);
      await second.startTransaction();
      const waiting = users.applyAll(second.manager, [create('u1', { plan: 'pro' }), assign('u1', 'admin')]);
      await eventually(somebodyWaits);
      await first.commitTransaction();

      const outcomes = await waiting;
      await second.commitTransaction();
      expect(outcomes).toMatchObject([
        { changed: true, difference: { plan: { from: null, to: 'pro' } } },
        { changed: true, difference: { roles: { from: [], to: ['admin'] } } },
      ]);
    } finally {
      await first.release();
      await second.release();
    }
    const stored = await users.find('main', 'main', 'u1');
    expect(stored).toMatchObject({ email: 'first@b.c', roles: ['admin'], attributes: { plan: 'pro' } });
  });
});

describe('the list of users', () => {
  it('is read page by page in the order of ids', async () => {
    await dataSource.transaction((tx) =>
      users.seed(
        tx,
        'main',
        'main',
        ['c', 'a', 'e', 'b', 'd'].map((id) => ({ ...blank, id, userName: `name-${id}` })),
      ),
    );
    const first = await users.list('main', 'main', null, 2);
    const second = await users.list('main', 'main', 'b', 2);
    const last = await users.list('main', 'main', 'd', 2);
    expect([first, second, last].map((page) => page.map(({ id }) => id))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e'],
    ]);
  });

  it('shows what was seeded last', async () => {
    const seed = (user: DirectoryUser) =>
      dataSource.transaction((tx) => users.seed(tx, 'main', 'main', [user]));
    await seed({ ...blank, id: 'u1', email: 'a@b.c', roles: ['x'] });
    await seed({ ...blank, id: 'u1', active: false });
    expect(await users.find('main', 'main', 'u1')).toEqual({ ...blank, id: 'u1', active: false });
  });
});

async function somebodyWaits(): Promise<void> {
  const [{ waiting }] = await dataSource.query(
    "select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  if (waiting === 0) {
    throw new Error('nobody waits for a lock');
  }
}
