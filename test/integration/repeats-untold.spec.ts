/** What is new in a batch is committed before repeats are looked up: when that fails, it fails repeats alone. */
import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDelivery, post } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { allSettled, deploy, NOTHING, on } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { listenIn } from '../support/statements.js';

/** As many as begin a commit beside one that is under way. */
const SHARED = 32;

let signet: TestSignet;
let hook: TestHook;
let untold = false;

beforeAll(async () => {
  signet = await startTestSignet();
  hook = await aSource(signet);
  await deploy(signet, { triggers: [on(hook.name)], tasks: [NOTHING] });
  listenIn(signet.part(DataSource), ({ name }) => {
    if (untold && name === 'ledger_known') {
      throw new Error('cut');
    }
  });
});
afterAll(() => signet?.stop());

it('deliveries that share a commit with a repeat which cannot be told are taken and run', async () => {
  const known = aDelivery();
  const first = await post(hook, known);

  untold = true;
  const lock = new pg.Client({ connectionString: signet.databaseUrl });
  await lock.connect();
  await lock.query('begin; lock table dedupe in access exclusive mode');
  const waiting = (count: number) =>
    eventually(async () =>
      expect(await signet.count('pg_locks', `not granted and relation = 'dedupe'::regclass`)).toBe(count),
    );
  const fresh = [post(hook)];
  await waiting(1);
  const again = post(hook, known);
  fresh.push(...Array.from({ length: SHARED - 1 }, () => post(hook)));
  await waiting(2);
  await lock.end();
  const answers = await Promise.all(fresh);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
  expect((await again).status).toBe(503);
  await allSettled(
    signet,
    answers.flatMap(({ json }) => json.executions),
  );

  untold = false;
  expect((await post(hook, known)).json).toMatchObject({ event: first.json.event });
  expect(await signet.count('event')).toBe(1 + answers.length);
});
