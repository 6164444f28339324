/** The hooks cannot be read: what was known is known on, and what changed meanwhile is read as soon as it can be. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HookDirectory } from '../../src/intake/hook-directory.service.js';
import { post } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, NOTHING, on } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

let signet: TestSignet;
let hook: TestHook;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web' } });
  hook = await aSource(signet);
});
afterAll(() => signet?.stop());

/** Executions that an event starts. */
const started = async (): Promise<number> => (await post(hook)).json.executions.length;

it.each([
  ['variables', 'variable'],
  ['limits', 'tenant'],
  ['secrets', 'secret'],
])('while %s cannot be read, workflows that are deployed run for every event', async (_, table) => {
  const before = await started();
  const triggers = [on(hook.name), { id: 'keyed', type: 'webhook', open: true }];
  await deploy(signet, { triggers, tasks: [NOTHING] });
  expect(await started()).toBe(before + 1);

  await signet.rows(`alter table ${table} rename to unread`);
  try {
    await signet.rows(
      `select pg_notify('signet_changed', 'environment'), pg_notify('signet_changed', 'tenant')`,
    );
    await eventually(() => expect(signet.part(HookDirectory).refresh()).rejects.toThrow('does not exist'));
    expect(await started()).toBe(before + 1);
    await expect(deploy(signet, { triggers: [on(hook.name)], tasks: [NOTHING] })).rejects.toThrow(
      'does not exist',
    );
  } finally {
    await signet.rows(`alter table unread rename to ${table}`);
  }
  await eventually(async () => expect(await started()).toBe(before + 2));
});

it('a workflow of another version of this program is left out, and the others live on', async () => {
  const triggers = [on(hook.name)];
  const { id } = await deploy(signet, { triggers, tasks: [NOTHING] });
  const all = await started();
  await signet.rows(
    `update workflow_revision set document = document || '{"tasks": [null]}' where workflow_id = $1`,
    [id],
  );
  const other = await startTestSignet({ env: { ROLE: 'web' }, databaseUrl: signet.databaseUrl });
  try {
    const { json } = await post({ ...hook, url: hook.url.replace(signet.url, other.url) });
    expect(json.executions.length).toBe(all - 1);
  } finally {
    await other.stop();
  }
});
