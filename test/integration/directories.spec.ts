import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { systemClock } from '../../src/config/clock.js';
import { createDataSource } from '../../src/database/data-source.js';
import { DirectoriesService, tokenContext } from '../../src/directories/directories.service.js';
import type { Directory } from '../../src/directories/directory.js';
import { GuardedClient } from '../../src/outbound/guarded-client.js';
import { OutboundTokens } from '../../src/outbound/oauth/outbound-tokens.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { ScimServer } from '../support/scim-server.js';

let database: TestDatabase;
let dataSource: DataSource;
let http: GuardedClient;
let scim: ScimServer;
let directories: DirectoriesService;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = createDataSource({ url: database.url, pool: 2, statementTimeoutMs: 10_000 });
  await dataSource.initialize();
  http = new GuardedClient({ allow: ['127.0.0.1'] });
  scim = await ScimServer.start();
  scim.addUser({ userName: 'ada' });
});
afterAll(async () => {
  await scim?.stop();
  await http?.close();
  await dataSource?.destroy();
  await database?.drop();
});
beforeEach(async () => {
  await dataSource.query('truncate directory');
  directories = new DirectoriesService(dataSource, http, open, new OutboundTokens(http, systemClock));
});
afterEach(() => {
  vi.useRealTimers();
});

/** Stands for the secret store's: opens only what was sealed for the same place. */
function open(sealed: Buffer, context: string): string {
  const [place, token] = sealed.toString().split('|');
  if (place !== context || token === undefined) {
    throw new Error(`cannot open ${sealed.toString()}`);
  }
  return token;
}

async function configure(name: string, row: Record<string, unknown> = {}, tenant = 'main'): Promise<void> {
  const sealed = Buffer.from(`${tokenContext(tenant, name)}|${scim.token}`);
  const { type, url, token, config } = { type: 'scim', url: scim.baseUrl, token: sealed, config: {}, ...row };
  await dataSource.query(
    'insert into directory (tenant, name, type, url, sealed_token, config) values ($1, $2, $3, $4, $5, $6)',
    [tenant, name, type, url, token, config],
  );
}

async function read(directory: Directory, user = 'ada'): Promise<unknown> {
  const call = { idempotencyKey: 'k', signal: AbortSignal.timeout(10_000) };
  return directory.kind === 'own' ? 'own' : directory.apply({ kind: 'user.get', user }, call);
}

describe('the directories of a tenant', () => {
  it('hold the built-in one without a row, and nothing else', async () => {
    expect(await directories.require('main', 'main')).toEqual({ kind: 'own', name: 'main' });
    await expect(directories.require('main', 'hr')).rejects.toMatchObject({ code: 'not_found' });
    expect([...(await directories.all('main')).keys()]).toEqual(['main']);
  });

  it('hold those that are configured, with their tokens opened', async () => {
    await configure('hr');
    await configure('staff', { type: 'local', url: null, token: null });
    expect(await read(await directories.require('main', 'hr'))).toMatchObject({ user: { userName: 'ada' } });
    expect(await directories.require('main', 'staff')).toEqual({ kind: 'own', name: 'staff' });
    await expect(directories.require('acme', 'hr')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('may put another one in the place of main', async () => {
    await configure('main');
    expect(await read(await directories.require('main', 'main'))).toMatchObject({
      user: { userName: 'ada' },
    });
  });

  it('name users as configured', async () => {
    await configure('hr', { config: { userKey: 'externalId' } });
    await expect(read(await directories.require('main', 'hr'))).rejects.toMatchObject({
      code: 'subject_not_found',
    });
  });

  it.each([
    ['no token', { token: null }],
    ['no url', { url: null }],
    ['a token of another place', { token: Buffer.from('directory:acme/hr|stolen') }],
    ['an unknown user key', { config: { userKey: 'email' } }],
  ])('work but for one with %s', async (_, row) => {
    await configure('hr', row);
    await configure('good');
    const failure: unknown = await read(await directories.require('main', 'hr')).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'target_refused', retryable: false, details: { directory: 'hr' } });
    expect(JSON.stringify([(failure as Error).message, failure])).not.toContain('stolen');
    expect(await read(await directories.require('main', 'good'))).toMatchObject({ changed: false });
  });

  it('are kept for a while, then looked at again', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await directories.all('main');
    await configure('hr');
    vi.advanceTimersByTime(4_999);
    expect([...(await directories.all('main')).keys()]).toEqual(['main']);
    vi.advanceTimersByTime(1);
    expect([...(await directories.all('main')).keys()]).toEqual(['main', 'hr']);
  });

  it('are looked at again at once when told so', async () => {
    await directories.all('main');
    await configure('hr');
    directories.forget();
    expect([...(await directories.all('main')).keys()]).toEqual(['main', 'hr']);
  });

  it('are looked at again after Postgres failed', async () => {
    const closed = createDataSource({ url: database.url, pool: 1, statementTimeoutMs: 10_000 });
    const service = new DirectoriesService(closed, http, open, new OutboundTokens(http, systemClock));
    await expect(service.all('main')).rejects.toThrow('not Connected');
    await closed.initialize();
    expect([...(await service.all('main')).keys()]).toEqual(['main']);
    await closed.destroy();
  });
});
