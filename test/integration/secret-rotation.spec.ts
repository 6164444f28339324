import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SecretUses } from '../../src/intake/secret-uses.service.js';
import { aDelivery, aUserCreated, post } from '../support/a-delivery.js';
import { requireHook, SECRET, type TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, NOTHING } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { request } from './admin-app.js';

const NEXT = `whsec_${Buffer.alloc(32, 10).toString('base64')}`;
const TOKEN = 'a-static-token';
const env = { ROLE: 'web', ADMIN_TOKEN: 'an-admin-token-for-tests' };

let signet: TestSignet;
let other: TestSignet;
beforeAll(async () => {
  signet = await startTestSignet({ env });
  other = await startTestSignet({ env, databaseUrl: signet.databaseUrl });
});
afterAll(async () => {
  await other?.stop();
  await signet?.stop();
});

const call = (method: string, path: string, body?: object) =>
  request(`${signet.url}/api/v1/sources/${path}`, method, body, {
    authorization: `Bearer ${env.ADMIN_TOKEN}`,
  });

/** A source that signs with the secrets given. */
async function aRotated(name: string, body: object): Promise<TestHook> {
  const made = await call('PUT', name, body);
  expect(made.status).toBe(201);
  return { id: made.body.hook.id, name, url: `${signet.url}/hooks/${made.body.hook.address}` };
}

const signed = (...secrets: string[]) => ({ verify: { profile: 'standard-webhooks', secrets } });

interface Shown {
  id: string;
  proof: string;
  generation: string;
  addedAt: string | null;
  lastUsedAt: string | null;
  uses: number;
}
const listed = async (name: string): Promise<Shown[]> => (await call('GET', `${name}/secrets`)).body.items;

async function send(hook: TestHook, secret: string, times = 1): Promise<void> {
  for (let sent = 0; sent < times; sent += 1) {
    expect((await post(hook, aDelivery({ secret, body: aUserCreated() }))).status).toBe(202);
  }
}

async function countOf(hook: string, generation: string): Promise<number> {
  const text = await (await fetch(`${signet.url}/metrics`)).text();
  const line = text
    .split('\n')
    .find((one) => one.startsWith(`signet_secret_uses_total{hook="${hook}",generation="${generation}"}`));
  return Number(line?.split(' ').at(-1) ?? 0);
}

describe('a rotation', () => {
  it('shows which secret each delivery used, and retires the old one when nobody uses it', async () => {
    const hook = await aRotated('rotated', signed(SECRET));
    expect((await call('POST', 'rotated/secrets', { secret: NEXT })).body.proofs.secrets).toBe(2);
    await send(hook, SECRET, 2);
    await send(hook, NEXT);
    await signet.part(SecretUses).write();

    const [old, next] = await listed('rotated');
    expect(old).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      proof: 'verify',
      generation: 'previous',
      addedAt: expect.any(String),
      lastUsedAt: expect.any(String),
      uses: 2,
    });
    expect(next).toMatchObject({ generation: 'newest', uses: 1 });
    expect([await countOf('rotated', 'previous'), await countOf('rotated', 'newest')]).toEqual([2, 1]);

    const tooEarly = await call('DELETE', `rotated/secrets/${old!.id}`);
    expect([tooEarly.status, tooEarly.body.code]).toEqual([409, 'conflict']);
    await signet.rows(
      `update source_secret_use set last_used_at = last_used_at - interval '25 hours' where secret_id = $1`,
      [old!.id],
    );
    expect((await call('DELETE', `rotated/secrets/${old!.id}`)).body.proofs.secrets).toBe(1);
    expect(await listed('rotated')).toMatchObject([{ id: next!.id, generation: 'newest' }]);
    expect((await post(hook, aDelivery({ secret: SECRET }))).status).toBe(401);
    await send(hook, NEXT);
  });

  it('may be forced, but never takes the last secret', async () => {
    const hook = await aRotated('forced', signed(SECRET, NEXT));
    await send(hook, SECRET);
    await signet.part(SecretUses).write();
    const [old, next] = await listed('forced');

    expect((await call('DELETE', `forced/secrets/${old!.id}?force=maybe`)).status).toBe(400);
    expect((await call('DELETE', `forced/secrets/${old!.id}?force=true`)).status).toBe(200);
    const last = await call('DELETE', `forced/secrets/${next!.id}?force=true`);
    expect([last.status, last.body.code]).toEqual([422, 'invalid_document']);
    for (const stranger of [old!.id, '0', 'x', '%00']) {
      expect((await call('DELETE', `forced/secrets/${stranger}`)).status).toBe(404);
    }
  });

  it('is known to every process, and each adds what it saw', async () => {
    const hook = await aRotated('shared', signed(SECRET));
    const there: TestHook = { ...hook, url: hook.url.replace(signet.url, other.url) };
    await send(hook, SECRET, 2);
    await eventually(async () => expect((await post(there, aDelivery())).status).toBe(202));
    await send(there, SECRET, 2);
    await Promise.all([signet.part(SecretUses).write(), other.part(SecretUses).write()]);

    expect(await listed('shared')).toMatchObject([{ uses: 5 }]);
  });

  it('works for static tokens, and for a token beside a signature', async () => {
    const token = { from: 'header:x-key', secrets: [TOKEN] };
    const hook = await aRotated('tokens', { ...signed(SECRET), token });
    expect((await call('POST', 'tokens/secrets', { secret: 'another-token', proof: 'token' })).status).toBe(
      200,
    );
    const headers = { 'x-key': 'another-token' };
    expect((await post(hook, aDelivery({ headers }))).status).toBe(202);
    await signet.part(SecretUses).write();

    expect(await listed('tokens')).toMatchObject([
      { proof: 'verify', uses: 1 },
      { proof: 'token', generation: 'previous', uses: 0, lastUsedAt: null, addedAt: expect.any(String) },
      { proof: 'token', generation: 'newest', uses: 1, addedAt: expect.any(String) },
    ]);
    const [, old] = await listed('tokens');
    expect((await call('DELETE', `tokens/secrets/${old!.id}`)).body.proofs.token.secrets).toBe(1);
  });

  it('says nothing of a secret, and knows one that is put again', async () => {
    await aRotated('silent', { ...signed(SECRET), token: { from: 'header:x-key', secrets: [TOKEN] } });
    const before = await listed('silent');
    await call('PUT', 'silent', {
      ...signed(NEXT, SECRET),
      token: { from: 'header:x-key', secrets: [TOKEN] },
    });
    const after = await listed('silent');

    expect(JSON.stringify(after)).not.toMatch(new RegExp(`${TOKEN}|${SECRET.slice(6, 20)}`));
    expect(after.map(({ id }) => id)).toEqual([expect.any(String), before[0]!.id, before[1]!.id]);
    expect(after[1]!.addedAt).toBe(before[0]!.addedAt);
    expect(after[2]!.addedAt).toBe(before[1]!.addedAt);
    const twice = await call('POST', 'silent/secrets', { secret: SECRET });
    expect([twice.status, twice.body.code]).toEqual([409, 'conflict']);
    expect((await call('POST', 'silent/secrets', { secret: NEXT, proof: 'oath' })).status).toBe(400);
  });

  it('is not asked of a source that proves nothing', async () => {
    await aRotated('open-house', { open: true });

    expect((await call('POST', 'open-house/secrets', { secret: NEXT })).body.code).toBe('conflict');
    expect(await listed('open-house')).toEqual([]);
    expect((await call('GET', 'nobody/secrets')).status).toBe(404);
  });
});

describe('uses of secrets', () => {
  it('are written down when a process stops', async () => {
    const hook = await aRotated('stopped', signed(SECRET));
    const there: TestHook = { ...hook, url: hook.url.replace(signet.url, other.url) };
    await eventually(async () => expect((await post(there, aDelivery())).status).toBe(202));
    await other.stop();

    expect(await listed('stopped')).toMatchObject([{ uses: 1 }]);
  });

  it('that cannot be written down are kept, and written with the next', async () => {
    const hook = await aRotated('patient', signed(SECRET));
    await signet.rows('alter table source_secret_use rename to source_secret_use_away');
    await send(hook, SECRET); // after it: nobody has written it down by then
    await expect(signet.part(SecretUses).write()).rejects.toThrow('does not exist');
    await signet.rows('alter table source_secret_use_away rename to source_secret_use');
    await send(hook, SECRET);
    await signet.part(SecretUses).write();

    expect(await listed('patient')).toMatchObject([{ uses: 2 }]);
  });

  it('of a source that is gone are dropped, and do not keep the others from being written', async () => {
    const gone = await aRotated('gone', signed(SECRET));
    const stays = await aRotated('stays', signed(SECRET));
    await send(gone, SECRET);
    await send(stays, SECRET);
    await call('DELETE', 'gone');
    await signet.part(SecretUses).write();

    expect(await listed('stays')).toMatchObject([{ uses: 1 }]);
    expect(await signet.count('source_secret_use', 'hook_id = $1', [gone.id])).toBe(0);
  });

  it('are forgotten after thirty days, and count as lately for seven', async () => {
    const hook = await aRotated('aged', signed(SECRET));
    const [{ id }] = (await listed('aged')) as [Shown];
    await signet.rows(
      `insert into source_secret_use (hook_id, secret_id, used_on, uses, last_used_at)
       select $1, $2, now()::date - days, 1, now() - make_interval(days => days) from unnest(array[3, 20, 40]) as days`,
      [hook.id, id],
    );
    expect(await listed('aged')).toMatchObject([{ uses: 1 }]);
    await send(hook, SECRET);
    await signet.part(SecretUses).write();

    expect(await listed('aged')).toMatchObject([{ uses: 2 }]);
    expect(await signet.count('source_secret_use', 'hook_id = $1', [hook.id])).toBe(3);
  });

  it('are counted for the secrets of a workflow, by generation alone', async () => {
    const verify = { profile: 'standard-webhooks', secrets: [SECRET, NEXT] };
    const triggers = [{ id: 'hook', type: 'webhook', verify }];
    const { id } = await deploy(signet, { id: 'signed-hook', triggers, tasks: [NOTHING] });
    const hook = await requireHook(signet, id, 'hook');
    await send(hook, NEXT);
    await signet.part(SecretUses).write();

    expect(await countOf('acme/signed-hook/hook', 'newest')).toBe(1);
    expect(await signet.count('source_secret_use', 'hook_id = $1', [hook.id])).toBe(0);
  });
});
