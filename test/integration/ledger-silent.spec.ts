/** The ledger's connections die without a word, and new ones are well: nobody waits for those that are dead. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { post } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { FaultProxy } from '../support/fault-proxy.js';

let database: TestDatabase;
let proxy: FaultProxy;
let signet: TestSignet;
let hook: TestHook;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await FaultProxy.start(database.url);
  const env = { ROLE: 'web', STATEMENT_TIMEOUT_MS: '500', DATABASE_POOL: '2' };
  signet = await startTestSignet({ databaseUrl: proxy.through(database.url), env });
  hook = await aSource(signet);
});
afterAll(async () => {
  await signet?.stop();
  await proxy?.stop();
  await database?.drop();
});

it('a commit that nobody answers is given up, and deliveries are taken on new connections', async () => {
  expect((await post(hook)).status).toBe(202);
  proxy.silence();
  const unanswered = await post(hook);
  expect(unanswered.status).toBe(503);
  expect(unanswered.headers.get('retry-after')).not.toBeNull();
  await eventually(async () => expect((await post(hook)).status).toBe(202), { within: 60_000 });
}, 90_000);

it('announcements that do not come any more are missed, and what changed meanwhile is known', async () => {
  expect((await post(hook)).status).toBe(202);
  proxy.silence();
  const elsewhere = new pg.Client({ connectionString: database.url });
  await elsewhere.connect();
  await elsewhere.query('update hook set enabled = false where id = $1', [hook.id]);
  await elsewhere.end();
  await eventually(async () => expect((await post(hook)).status).toBe(404), { within: 60_000 });
}, 90_000);
