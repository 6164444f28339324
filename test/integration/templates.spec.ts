/** A6: each use case ships as a workflow that runs. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readTemplate, TEMPLATES } from '../../src/workflow/templates/templates.js';
import { aDelivery, post } from '../support/a-delivery.js';
import { aSource, SECRET, type TestHook } from '../support/a-hook.js';
import { ADMIN_TOKEN, anApi } from '../support/an-api.js';
import type { Api } from '../support/an-api.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { aSetSource, pushTo, type SetHook } from '../support/ssf-source.js';
import { TestTransmitter } from '../support/ssf-transmitter.js';

const SYSTEMS = ['SESSIONS', 'MAIL', 'CRM', 'BILLING', 'REPORT'];

let signet: TestSignet;
let api: Api;
let chat: Server;
const heard: string[] = [];
/** `METHOD /path?query` of every call to a system around. */
const called: string[] = [];
let transmitter: TestTransmitter;
let idp: SetHook;
let logins: TestHook;
const urls = new Map<string, string>();

beforeAll(async () => {
  chat = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => heard.push(text));
    request.on('end', () => {
      called.push(`${request.method} ${request.url}`);
      response.statusCode = request.url!.startsWith('/billing') ? 404 : 200;
      response.end();
    });
  });
  await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve));
  signet = await startTestSignet({ env: { ADMIN_TOKEN, OUTBOUND_ALLOW: '127.0.0.1' } });
  api = anApi(signet);
  const { port } = chat.address() as AddressInfo;
  await api('PUT', '/secrets/acme.identity/SIGNING_SECRET', { value: SECRET });
  await api('PUT', '/secrets/acme.identity/CHAT_URL', { value: `http://127.0.0.1:${port}/incoming` });
  for (const system of SYSTEMS) {
    const value = `http://127.0.0.1:${port}/${system.toLowerCase()}`;
    await api('PUT', `/variables/acme.identity/${system}_URL`, { value });
  }
  transmitter = await TestTransmitter.start();
  idp = await aSetSource(signet, transmitter, { name: 'idp' });
  logins = await aSource(signet, { name: 'auth-platform', event: { subject: ['json:/userId'] } });
  for (const { name } of TEMPLATES) {
    const { body } = await api('PUT', '/workflows', readTemplate(name));
    const url = body.workflow.hooks[0]?.url as string | undefined;
    if (url !== undefined) {
      urls.set(name, url.replace(/^.*\/hooks/, `${signet.url}/hooks`));
    }
  }
});
afterAll(async () => {
  await signet?.stop();
  chat?.close();
  await transmitter?.stop();
});

/** Sends a signed event to the hook of a template; the execution it starts. */
async function start(name: string, body: object): Promise<string> {
  const { status, json } = await post({ url: urls.get(name)! }, aDelivery({ body }));
  expect([name, status, json.executions.length]).toEqual([name, 202, 1]);
  return json.executions[0]!;
}

/** The same, and waits until that has succeeded. */
async function run(name: string, body: object): Promise<void> {
  expect(await settled(signet, await start(name, body))).toMatchObject({ status: 'succeeded' });
}

/** Decides what an execution asks for, once it does. */
async function decide(execution: string, outcome: string, fields: object = {}): Promise<void> {
  const id = await eventually(async () => {
    const [asked] = await signet.rows<{ id: string }>('select id from approval where execution_id = $1', [
      execution,
    ]);
    return asked!.id;
  });
  expect((await api('POST', `/approvals/${id}/decide`, { outcome, fields })).status).toBe(200);
}

const user = async (id: string): Promise<Record<string, unknown>> =>
  (await api('GET', `/directories/main/users/${id}`)).body;
const traces = async (verb: string): Promise<string[]> =>
  (await api('GET', `/audit-entries?limit=200&verb=${verb}`)).body.items.map(
    ({ message }: { message: string }) => message,
  );

/** An event the identity provider pushes. */
async function caep(name: string, sub: string, payload: object): Promise<void> {
  const type = `https://schemas.openid.net/secevent/caep/event-type/${name}`;
  const subject = { format: 'iss_sub', iss: transmitter.issuer, sub };
  const token = await transmitter.token({
    type,
    subject,
    payload: { event_timestamp: 1_767_225_600, ...payload },
  });
  expect((await pushTo(idp.ssfUrl, token)).status).toBe(202);
}

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

  it('joiner-mover-leaver follows a person, and touches nothing HR has no say in', async () => {
    const hr = (change: string, rest: object = {}) =>
      run('joiner-mover-leaver', { change, userId: 'j-1', ...rest });
    await hr('joined', { email: 'j@example.com', department: 'engineering', role: 'developer' });
    expect(await user('j-1')).toMatchObject({
      active: true,
      groups: ['dept-engineering'],
      roles: ['developer'],
    });
    await hr('moved', { department: 'sales', role: 'manager' });
    expect(await user('j-1')).toMatchObject({ groups: ['dept-sales'], roles: ['manager'] });
    expect(called).not.toContain('DELETE /sessions?user=j-1');
    await hr('left');
    expect(await user('j-1')).toMatchObject({ active: false, groups: [], roles: [] });
    expect(called).toContain('DELETE /sessions?user=j-1');
    const owner = { change: 'joined', userId: 'j-2', role: 'owner' };
    expect((await post({ url: urls.get('joiner-mover-leaver')! }, aDelivery({ body: owner }))).status).toBe(
      400,
    );
  });

  it('dormant-accounts disables who stays away, once somebody agreed, and nobody else', async () => {
    const lastLogin = '2025-01-31T12:00:00Z';
    const ids = ['d-away', 'd-back', 'd-active'];
    for (const userId of ids) {
      await run('sign-up', { userId });
    }
    const scan = ids.map((userId) => ({
      userId,
      email: `${userId}@example.com`,
      lastLogin: userId === 'd-active' ? new Date().toISOString() : lastLogin,
    }));
    const back = await start('dormant-accounts', { users: [scan[1], scan[2]] });
    await eventually(async () =>
      expect(await signet.count('event_wait', 'execution_id = $1', [back])).toBe(1),
    );
    await post(logins, aDelivery({ body: { type: 'login.succeeded', userId: 'd-back' } }));
    expect(await settled(signet, back)).toMatchObject({ status: 'succeeded' });
    const away = await start('dormant-accounts', { users: [scan[0]], grace: '1s' });
    await decide(away, 'approve');
    expect(await settled(signet, away)).toMatchObject({ status: 'succeeded' });
    const active = await Promise.all(ids.map(async (id) => (await user(id))['active']));
    expect(active).toEqual([false, true, true]);
    expect(await traces('user.dormant_returned')).toEqual(['d-back signed in again']);
    expect(called.filter((call) => call === 'POST /mail')).toHaveLength(2);

    await run('sign-up', { userId: 'd-kept' });
    const kept = await start('dormant-accounts', {
      users: [{ userId: 'd-kept', email: 'k@example.com', lastLogin }],
      grace: '1s',
    });
    await decide(kept, 'reject');
    expect(await settled(signet, kept)).toMatchObject({ status: 'succeeded' });
    expect(await user('d-kept')).toMatchObject({ active: true });
  });

  it('suspicious-login ends sessions the provider takes back, and leaves better assurance alone', async () => {
    for (const userId of ['s-1', 's-2', 's-3', 's-4']) {
      await run('sign-up', { userId });
    }
    await caep('assurance-level-change', 's-1', { change_direction: 'increase', current_level: 'nist-aal2' });
    await caep('credential-change', 's-1', { change_type: 'create', credential_type: 'fido2-platform' });
    await caep('session-revoked', 's-1', { initiating_entity: 'user' });
    await caep('session-revoked', 's-2', { initiating_entity: 'policy', reason_admin: { en: 'travel' } });
    await caep('token-claims-change', 's-4', { claims: { role: 'member' } });
    await caep('assurance-level-change', 's-3', { change_direction: 'decrease', current_level: 'nist-aal1' });
    await eventually(async () =>
      expect((await traces('session.revoked')).toSorted()).toEqual([
        's-1: caep.session-revoked, no reason given',
        's-2: caep.session-revoked, travel',
        's-3: caep.assurance-level-change, no reason given',
        's-4: caep.token-claims-change, no reason given',
      ]),
    );
    expect(called.filter((call) => call.startsWith('DELETE /sessions?user=s-')).toSorted()).toEqual(
      ['s-1', 's-2', 's-3', 's-4'].map((id) => `DELETE /sessions?user=${id}`),
    );
    const groups = await Promise.all(
      ['s-1', 's-2', 's-3', 's-4'].map(async (id) => (await user(id))['groups']),
    );
    expect(groups).toEqual([[], ['step-up-required'], ['step-up-required'], []]);
    expect((await pushTo(idp.ssfUrl, 'e30.e30.e30')).status).toBe(400);
  });

  it('erasure-request erases once somebody agreed, and says how it ended', async () => {
    for (const userId of ['e-1', 'e-2', 'e-3']) {
      await run('sign-up', { userId, email: `${userId}@example.com` });
    }
    const request = (userId: string, rest: object = {}) =>
      start('erasure-request', { requestId: `R-${userId}`, userId, ...rest });
    const [gone, refused, blank] = [
      await request('e-1'),
      await request('e-2'),
      await request('e-3', { mode: 'anonymise' }),
    ];
    await decide(gone, 'approve', { reason: 'asked' });
    await decide(refused, 'reject', { reason: 'legal hold' });
    await decide(blank, 'approve', { reason: 'asked' });
    for (const id of [gone, refused, blank]) {
      expect(await settled(signet, id)).toMatchObject({ status: 'succeeded' });
    }
    expect((await api('GET', '/directories/main/users/e-1')).status).toBe(404);
    expect(await user('e-2')).toMatchObject({ active: true, email: 'e-2@example.com' });
    const left = await user('e-3');
    expect([left['active'], JSON.stringify(left).includes('example.com')]).toEqual([false, false]);
    expect(called.filter((call) => /^DELETE \/(crm|billing)/.test(call)).toSorted()).toEqual([
      'DELETE /billing?user=e-1',
      'DELETE /billing?user=e-3',
      'DELETE /crm?user=e-1',
      'DELETE /crm?user=e-3',
    ]);
    const reports = heard.filter((text) => text.includes('"request":"R-')).map((text) => JSON.parse(text));
    expect(reports).toHaveLength(3);
    expect(reports).toEqual(
      expect.arrayContaining([
        { request: 'R-e-1', outcome: 'erased' },
        { request: 'R-e-2', outcome: 'refused' },
        { request: 'R-e-3', outcome: 'erased' },
      ]),
    );
    expect((await traces('user.erased')).toSorted()).toEqual([
      'request R-e-1 is done: delete',
      'request R-e-3 is done: anonymise',
    ]);
    const entries = (await api('GET', `/audit-entries?limit=200&verb=user.erased`)).body.items as object[];
    const evidence = entries.map((one) => JSON.stringify(one));
    const named = /(?<![0-9a-f-])e-[13](?![0-9a-f])/; // as a word: ids of entries have such places within
    expect(evidence.filter((text) => named.test(text))).toEqual([]); // by their digest alone
  });

  it('of any name calls nothing where no system around is set up', async () => {
    for (const system of SYSTEMS) {
      expect((await api('DELETE', `/variables/acme.identity/${system}_URL`)).status).toBeLessThan(300);
    }
    const before = called.length;
    const ids = ['n-1', 'n-2', 'n-3', 'n-4'];
    for (const userId of ids) {
      await run('sign-up', { userId });
    }
    await run('joiner-mover-leaver', { change: 'left', userId: 'n-1' });
    await caep('session-revoked', 'n-4', { initiating_entity: 'policy' });
    const users = [{ userId: 'n-2', email: 'n@example.com', lastLogin: '2025-01-31T12:00:00Z' }];
    const dormant = await start('dormant-accounts', { users, grace: '1s' });
    const erasure = await start('erasure-request', { requestId: 'R-n', userId: 'n-3' });
    await decide(dormant, 'approve');
    await decide(erasure, 'approve', { reason: 'asked' });
    for (const id of [dormant, erasure]) {
      expect(await settled(signet, id)).toMatchObject({ status: 'succeeded' });
    }
    expect(await Promise.all(ids.map(async (id) => (await user(id))['active']))).toEqual([
      false,
      false,
      undefined,
      true,
    ]);
    await eventually(async () =>
      expect(await traces('session.suspected')).toEqual(['n-4: caep.session-revoked, no reason given']),
    );
    expect((await traces('session.revoked')).filter((text) => text.startsWith('n-4'))).toEqual([]);
    expect(called).toHaveLength(before);
  });

  it.each(TEMPLATES.filter(({ name }) => name !== 'suspicious-login'))(
    '$name takes nothing that is not signed',
    async ({ name }) => {
      expect((await post({ url: urls.get(name)! }, { headers: {}, body: '{}' })).status).toBe(401);
    },
  );
});
