/** A6: each use case ships as a workflow that runs. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readTemplate, TEMPLATES } from '../../src/workflow/templates/templates.js';
import { aDelivery, post } from '../support/a-delivery.js';
import { SECRET } from '../support/a-hook.js';
import { ADMIN_TOKEN, anApi } from '../support/an-api.js';
import type { Api } from '../support/an-api.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { settled } from '../support/builders.js';

let signet: TestSignet;
let api: Api;
let chat: Server;
const heard: string[] = [];
const urls = new Map<string, string>();

beforeAll(async () => {
  chat = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => heard.push(text));
    request.on('end', () => response.end());
  });
  await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve));
  signet = await startTestSignet({ env: { ADMIN_TOKEN, OUTBOUND_ALLOW: '127.0.0.1' } });
  api = anApi(signet);
  const { port } = chat.address() as AddressInfo;
  await api('PUT', '/secrets/acme.identity/SIGNING_SECRET', { value: SECRET });
  await api('PUT', '/secrets/acme.identity/CHAT_URL', { value: `http://127.0.0.1:${port}/incoming` });
  for (const { name } of TEMPLATES) {
    const { body } = await api('PUT', '/workflows', readTemplate(name));
    urls.set(name, (body.workflow.hooks[0].url as string).replace(/^.*\/hooks/, `${signet.url}/hooks`));
  }
});
afterAll(async () => {
  await signet?.stop();
  chat?.close();
});

/** Sends a signed event to the hook of a template and waits until what it starts has succeeded. */
async function run(name: string, body: object): Promise<void> {
  const { status, json } = await post({ url: urls.get(name)! }, aDelivery({ body }));
  expect([name, status, json.executions.length]).toEqual([name, 202, 1]);
  expect(await settled(signet, json.executions[0]!)).toMatchObject({ status: 'succeeded' });
}

const user = async (id: string): Promise<Record<string, unknown>> =>
  (await api('GET', `/directories/main/users/${id}`)).body;
const traces = async (verb: string): Promise<string[]> =>
  (await api('GET', `/audit-entries?limit=200`)).body.items
    .filter((entry: { verb: string }) => entry.verb === verb)
    .map(({ message }: { message: string }) => message);

describe('A6: the template', () => {
  it('sign-up makes a profile with its role', async () => {
    await run('sign-up', {
      event: 'user.created',
      userId: '12345',
      metadata: { role: 'admin', source: 'app' },
    });
    expect(await user('12345')).toMatchObject({ active: true, roles: ['admin'] });
    await run('sign-up', { event: 'user.created', userId: '12346', email: 'ada@example.com' });
    expect(await user('12346')).toMatchObject({ email: 'ada@example.com', roles: ['member'] });
    expect(await traces('user.signed_up')).toContain('12345 signed up as admin');
  });

  it('password-change notes when, and says who', async () => {
    const at = '2026-01-31T12:00:00Z';
    await run('sign-up', { userId: 'p-1' });
    await run('password-change', { event: 'user.password_changed', userId: 'p-1', changedBy: 'admin-1', at });
    await run('password-change', { event: 'user.password_changed', userId: 'p-1', at });
    expect(await user('p-1')).toMatchObject({ attributes: { passwordChangedAt: at } });
    expect(await traces('user.password_changed')).toEqual([
      'p-1 changed the password of p-1',
      'admin-1 changed the password of p-1',
    ]);
  });

  it('system-alert keeps all, and passes on what is critical', async () => {
    await run('system-alert', { event: 'system.alert', severity: 'info', message: 'Backup done' });
    expect(heard).toEqual([]);
    await run('system-alert', {
      event: 'system.alert',
      severity: 'critical',
      message: 'Certificate expires tomorrow',
    });
    expect(heard).toEqual(['{"text":"CRITICAL: Certificate expires tomorrow"}']);
    expect(await traces('system.alert')).toEqual([
      'critical: Certificate expires tomorrow',
      'info: Backup done',
    ]);
  });

  it('profile-update changes what was sent, and nothing else', async () => {
    await run('sign-up', { userId: 'u-1', email: 'old@example.com' });
    await run('profile-update', { event: 'user.updated', userId: 'u-1', displayName: 'Ada' });
    expect(await user('u-1')).toMatchObject({ email: 'old@example.com', displayName: 'Ada' });
    await run('profile-update', { event: 'user.updated', userId: 'u-1', email: 'Ada@Example.com' });
    expect(await user('u-1')).toMatchObject({ email: 'ada@example.com', displayName: 'Ada' });
  });

  it('login-attempt logs each, and locks after five failures', async () => {
    await run('sign-up', { userId: 'l-1' });
    await run('login-attempt', { event: 'login.attempt', userId: 'l-1', success: true, ip: '203.0.113.7' });
    await run('login-attempt', { event: 'login.attempt', userId: 'l-1', success: false, failures: 4 });
    expect(await user('l-1')).toMatchObject({ active: true });
    await run('login-attempt', { event: 'login.attempt', userId: 'l-1', success: false, failures: 5 });
    expect(await user('l-1')).toMatchObject({ active: false });
    expect(await traces('login.succeeded')).toEqual(['l-1 from 203.0.113.7']);
    expect(await traces('login.failed')).toHaveLength(2);
    expect(await traces('user.locked')).toEqual(['l-1 is locked after 5 failed attempts']);
  });

  it('role-change grants and revokes, and takes no role that is not listed', async () => {
    await run('sign-up', { userId: 'r-1' });
    await run('role-change', { event: 'user.role_changed', userId: 'r-1', role: 'admin', change: 'granted' });
    expect((await user('r-1'))['roles']).toEqual(expect.arrayContaining(['member', 'admin']));
    await run('role-change', { event: 'user.role_changed', userId: 'r-1', role: 'admin', change: 'revoked' });
    expect((await user('r-1'))['roles']).toEqual(['member']);
    const body = { userId: 'r-1', role: 'owner', change: 'granted' };
    expect((await post({ url: urls.get('role-change')! }, aDelivery({ body }))).status).toBe(400);
  });

  it.each(TEMPLATES)('$name takes nothing that is not signed', async ({ name }) => {
    expect((await post({ url: urls.get(name)! }, { headers: {}, body: '{}' })).status).toBe(401);
  });
});
