import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { ChangeResult, DirectoryChange } from '../../src/directories/directory.js';
import { ScimDirectory } from '../../src/directories/scim/scim-directory.js';
import { GuardedClient } from '../../src/outbound/guarded-client.js';
import { ScimServer } from '../support/scim-server.js';
import type { Fault, ScimServerOptions } from '../support/scim-server.js';

let http: GuardedClient;
let scim: ScimServer;

beforeAll(() => {
  http = new GuardedClient({ allow: ['127.0.0.1'] });
});
afterAll(async () => {
  await http.close();
});
beforeEach(async () => {
  scim = await ScimServer.start();
});
afterEach(async () => {
  await scim.stop();
});

async function restart(options: ScimServerOptions): Promise<void> {
  await scim.stop();
  scim = await ScimServer.start(options);
}

function apply(change: DirectoryChange, token = scim.token, signal?: AbortSignal): Promise<ChangeResult> {
  const directory = new ScimDirectory({ name: 'hr', baseUrl: `${scim.baseUrl}/`, token, http });
  return directory.apply(change, {
    idempotencyKey: 'e1:t1:0',
    signal: signal ?? AbortSignal.timeout(10_000),
  });
}

const ada = { id: 'ada-id', userName: 'ada', active: true, title: 'Analyst' };
const disable: DirectoryChange = { kind: 'user.disable', user: 'ada' };
const writing = (fault: Fault): Fault => ({ method: 'PATCH', ...fault });

describe('a call whose answer never came', () => {
  it.each<[string, DirectoryChange, string]>([
    ['a change', disable, 'PATCH'],
    ['a new role', { kind: 'role.assign', user: 'ada', role: 'admin' }, 'PATCH'],
    ['a new group', { kind: 'group.add', user: 'ada', group: 'Engines' }, 'PATCH'],
    ['a creation', { kind: 'user.create', user: 'grace', set: { title: 'Admiral' } }, 'POST'],
    ['a deletion', { kind: 'user.delete', user: 'ada' }, 'DELETE'],
  ])('is unknown after the server acted on %s, and the next try finds it done', async (_, change, method) => {
    scim.addUser(ada);
    scim.addGroup('Engines');
    scim.faults.push({ method, kind: 'cut-after' });
    await expect(apply(change)).rejects.toMatchObject({ code: 'outcome_unknown', retryable: true });

    expect(await apply(change)).toMatchObject({ changed: false });
    expect(scim.writes()).toHaveLength(1);
  });

  it('is unknown before the server acted too, and the next try does it, with the same key', async () => {
    scim.addUser(ada);
    scim.faults.push(writing({ kind: 'cut-before' }));
    await expect(apply(disable)).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(await apply(disable)).toMatchObject({ changed: true, user: { active: false } });

    const keys = scim.writes().map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^e1:t1:0:[0-9a-f]{16}$/);
    expect(keys).toEqual([keys[0], keys[0]]);
  });

  it('is not unknown when it was a read', async () => {
    scim.addUser(ada);
    scim.faults.push({ method: 'GET', kind: 'cut-after' });
    await expect(apply(disable)).rejects.toMatchObject({ code: 'target_unavailable', retryable: true });
    expect(scim.writes()).toEqual([]);
  });

  it('is not unknown when nobody listens', async () => {
    await scim.stop();
    const stopped = new ScimDirectory({ name: 'hr', baseUrl: 'http://127.0.0.1:9/scim', token: 't', http });
    const call = { idempotencyKey: 'k', signal: AbortSignal.timeout(10_000) };
    await expect(stopped.apply(disable, call)).rejects.toMatchObject({ code: 'target_unavailable' });
    scim = await ScimServer.start();
  });

  it('ends when the task is out of time', async () => {
    scim.addUser(ada);
    const controller = new AbortController();
    scim.faults.push(writing({ kind: 'before', act: () => controller.abort() }));
    const applying = apply(disable, scim.token, controller.signal);
    await expect(applying).rejects.toMatchObject({ code: 'outcome_unknown' });
  });
});

describe('a refusal', () => {
  it.each([
    [400, 'target_refused', false],
    [401, 'target_refused', false],
    [403, 'target_refused', false],
    [413, 'target_refused', false],
    [302, 'target_refused', false],
    [429, 'target_rate_limited', true],
    [500, 'target_unavailable', true],
    [503, 'target_unavailable', true],
    [504, 'outcome_unknown', true],
  ])('by %i is %s', async (status, code, retryable) => {
    scim.addUser(ada);
    scim.faults.push(writing({ kind: 'answer', status, body: { detail: 'ada@example.com is secret' } }));
    const failure: unknown = await apply(disable).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, retryable, details: { directory: 'hr', status } });
    expect(JSON.stringify([(failure as Error).message, failure])).not.toContain('secret');
    expect(scim.users.get('ada-id')?.['active']).toBe(true);
  });

  it.each([429, 503])('by %i says when to come back', async (status) => {
    scim.faults.push({ kind: 'answer', status, headers: { 'retry-after': '30' } });
    await expect(apply(disable)).rejects.toMatchObject({
      code: 'target_rate_limited',
      details: { retryAfterSeconds: 30 },
    });
  });

  it('of a wrong token does not show it', async () => {
    const failure: unknown = await apply(disable, 'wrong-token').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'target_refused', details: { status: 401 } });
    expect(JSON.stringify(failure)).not.toContain('wrong-token');
  });

  it('to be SCIM is a refusal, not a missing user', async () => {
    scim.faults.push({ kind: 'answer', status: 200, body: '<html>login</html>' });
    await expect(apply({ kind: 'user.delete', user: 'ada' })).rejects.toMatchObject({
      code: 'target_refused',
    });
  });
});

describe('somebody else changing the same user', () => {
  /** What an update by another client does to the stored user. */
  function changeElsewhere(set: Record<string, unknown> = {}): void {
    const stored = scim.users.get('ada-id')!;
    scim.users.set('ada-id', { ...stored, ...set, version: stored.version + 1 });
  }

  it.each(['ada-id', 'ada'])('is noticed by its version, and both changes stay: %s', async (user) => {
    scim.addUser(ada);
    scim.faults.push(writing({ kind: 'before', act: () => changeElsewhere({ title: 'Countess' }) }));
    expect(await apply({ kind: 'user.update', user, set: { displayName: 'Ada' } })).toMatchObject({
      changed: true,
      difference: { displayName: { from: null, to: 'Ada' } },
      user: { displayName: 'Ada', attributes: { title: 'Countess' } },
    });
    expect(scim.writes().map(({ headers }) => headers['if-match'])).toEqual(['W/"1"', 'W/"2"']);
    expect(scim.users.get('ada-id')).toMatchObject({ displayName: 'Ada', title: 'Countess' });
  });

  it('every time is given up on, to be tried later', async () => {
    scim.addUser(ada);
    const before = writing({ kind: 'before', act: () => changeElsewhere() });
    scim.faults.push(...Array.from({ length: 10 }, () => before));
    await expect(apply(disable)).rejects.toMatchObject({ code: 'target_unavailable', retryable: true });
    expect(scim.writes()).toHaveLength(4);
  });

  it('by deleting it is a user nobody knows', async () => {
    scim.addUser(ada);
    scim.faults.push(writing({ kind: 'before', act: () => scim.users.delete('ada-id') }));
    await expect(apply(disable)).rejects.toMatchObject({ code: 'subject_not_found' });
  });

  it('by deleting it first leaves nothing to delete', async () => {
    scim.addUser(ada);
    scim.faults.push({ method: 'DELETE', kind: 'before', act: () => scim.users.delete('ada-id') });
    expect(await apply({ kind: 'user.delete', user: 'ada' })).toMatchObject({ changed: false, user: null });
  });

  it('sends no version to a server that gives none', async () => {
    await restart({ etags: false });
    scim.addUser(ada);
    expect(await apply(disable)).toMatchObject({ changed: true });
    expect(scim.writes().map(({ headers }) => headers['if-match'])).toEqual([undefined]);
  });
});
