import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { ChangeResult, DirectoryChange } from '../../src/directories/directory.js';
import { ScimDirectory } from '../../src/directories/scim/scim-directory.js';
import type { ScimDirectoryOptions } from '../../src/directories/scim/scim-directory.js';
import { GuardedClient } from '../../src/outbound/guarded-client.js';
import { ScimServer } from '../support/scim-server.js';
import type { ScimServerOptions } from '../support/scim-server.js';

const DEPARTMENT = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department';

let http: GuardedClient;
let servers: ScimServer[] = [];

beforeAll(() => {
  http = new GuardedClient({ allow: ['127.0.0.1'] });
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
});
afterAll(async () => {
  await http.close();
});

async function start(options?: ScimServerOptions): Promise<ScimServer> {
  const server = await ScimServer.start(options);
  servers.push(server);
  return server;
}

function apply(
  scim: ScimServer,
  change: DirectoryChange,
  options: Partial<ScimDirectoryOptions> = {},
): Promise<ChangeResult> {
  const directory = new ScimDirectory({
    name: 'hr',
    baseUrl: scim.baseUrl,
    token: scim.token,
    http,
    ...options,
  });
  return directory.apply(change, { idempotencyKey: 'e1:t1:0', signal: AbortSignal.timeout(10_000) });
}

const update = (user: string, set: Record<string, unknown>): DirectoryChange => ({
  kind: 'user.update',
  user,
  set,
});
const create = (user: string, set: Record<string, unknown> = {}): DirectoryChange => ({
  kind: 'user.create',
  user,
  set,
});

const ada = {
  id: 'ada-id',
  userName: 'ada',
  externalId: 'ext-1',
  active: true,
  displayName: 'Ada',
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [
    { value: 'home@example.com', type: 'home' },
    { value: 'ada@example.com', type: 'work', primary: true },
  ],
  roles: [{ value: 'staff' }],
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Maths' },
};

describe('reading a SCIM user', () => {
  it('shows members by name and everything else as flat attributes', async () => {
    const scim = await start();
    scim.addUser(ada);
    const group = scim.addGroup('Engines', ['ada-id']);
    expect(await apply(scim, { kind: 'user.get', user: 'ada-id' })).toEqual({
      changed: false,
      difference: {},
      user: {
        id: 'ada-id',
        userName: 'ada',
        email: 'ada@example.com',
        displayName: 'Ada',
        active: true,
        roles: ['staff'],
        groups: [group.displayName],
        attributes: {
          externalId: 'ext-1',
          'name.givenName': 'Ada',
          'name.familyName': 'Lovelace',
          [DEPARTMENT]: 'Maths',
        },
      },
    });
    expect(scim.writes()).toEqual([]);
  });

  it.each(['ada-id', 'ext-1', 'ada'])('finds it as %s', async (user) => {
    const scim = await start();
    scim.addUser({ userName: 'somebody', externalId: 'else' });
    scim.addUser(ada);
    expect((await apply(scim, { kind: 'user.get', user })).user?.id).toBe('ada-id');
  });

  it.each([
    ['id', 'ext-1'],
    ['id', 'ada'],
    ['userName', 'ada-id'],
    ['externalId', 'ada'],
  ] as const)('looks for it by %s alone when told so', async (userKey, user) => {
    const scim = await start();
    scim.addUser(ada);
    const reading = apply(scim, { kind: 'user.get', user }, { userKey });
    await expect(reading).rejects.toMatchObject({ code: 'subject_not_found' });
  });

  it.each(['..', '.', '../Groups', 'a/b?c#d', 'a&b=c', 'ü 🙂'])(
    'is not led astray by the name %j',
    async (user) => {
      const scim = await start();
      scim.addUser(ada);
      await expect(apply(scim, { kind: 'user.delete', user })).resolves.toMatchObject({ changed: false });
      scim.addUser({ userName: user });
      expect((await apply(scim, { kind: 'user.get', user })).user?.userName).toBe(user);
    },
  );

  it.each(['x" or userName eq "ada', String.raw`x\" or userName eq "ada`])('quotes %j', async (user) => {
    const scim = await start();
    scim.addUser(ada);
    // This server cannot read an escaped quote (RFC 7644, section 3.4.2.2 allows it) and says so.
    await expect(apply(scim, { kind: 'user.delete', user })).rejects.toMatchObject({
      code: 'target_refused',
      details: { status: 400, scimType: 'invalidFilter' },
    });
    expect(scim.users.size).toBe(1);
  });

  it('reads every page of a server that caps them and knows no filters', async () => {
    const scim = await start({ pageCap: 2, ignoresFilters: true });
    Array.from({ length: 7 }, (_, at) => scim.addUser({ userName: `other-${at}` }));
    scim.addUser(ada);
    const { user } = await apply(scim, { kind: 'user.get', user: 'ada' }, { userKey: 'userName' });
    expect(user?.id).toBe('ada-id');
    expect(scim.seen.filter(({ path }) => path.endsWith('/Users'))).toHaveLength(4);
  });

  it('refuses to choose between two users of one external id', async () => {
    const scim = await start();
    scim.addUser({ userName: 'one', externalId: 'same' });
    scim.addUser({ userName: 'two', externalId: 'same' });
    const reading = apply(scim, { kind: 'user.get', user: 'same' });
    await expect(reading).rejects.toMatchObject({
      code: 'target_refused',
      details: { attribute: 'externalId' },
    });
  });
});

describe('changing a SCIM user', () => {
  it('writes only what differs, and nothing the second time', async () => {
    const scim = await start();
    scim.addUser(ada);
    const set = {
      email: 'new@example.com',
      displayName: 'Ada',
      name: { givenName: 'Augusta' },
      title: 'Countess',
      roles: ['admin'],
      [DEPARTMENT]: null,
    };
    const first = await apply(scim, update('ada', set));
    expect(first.changed).toBe(true);
    expect(first.difference).toEqual({
      email: { from: 'ada@example.com', to: 'new@example.com' },
      'name.givenName': { from: 'Ada', to: 'Augusta' },
      title: { from: null, to: 'Countess' },
      roles: { from: ['staff'], to: ['admin'] },
      [DEPARTMENT]: { from: 'Maths', to: null },
    });
    expect(scim.writes().map(({ method, body }) => [method, body])).toEqual([
      [
        'PATCH',
        {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [
            { op: 'replace', path: 'emails[primary eq true].value', value: 'new@example.com' },
            { op: 'remove', path: 'roles[value eq "staff"]' },
            { op: 'add', path: 'roles', value: [{ value: 'admin' }] },
            { op: 'replace', path: 'name.givenName', value: 'Augusta' },
            { op: 'remove', path: DEPARTMENT },
            { op: 'add', path: 'title', value: 'Countess' },
          ],
        },
      ],
    ]);
    const emails = scim.users.get('ada-id')?.['emails'];
    expect(emails).toEqual([ada.emails[0], { value: 'new@example.com', type: 'work', primary: true }]);

    const second = await apply(scim, update('ada', set));
    expect(second).toEqual({ changed: false, difference: {}, user: first.user });
    expect(scim.writes()).toHaveLength(1);
  });

  it.each<[DirectoryChange, Record<string, unknown>]>([
    [{ kind: 'user.disable', user: 'ada' }, { active: false }],
    [{ kind: 'role.assign', user: 'ada', role: 'o"wner' }, { roles: ['staff', 'o"wner'] }],
    [{ kind: 'role.remove', user: 'ada', role: 'staff' }, { roles: [] }],
    [{ kind: 'group.add', user: 'ada', group: 'Engines' }, { groups: ['Engines'] }],
    [{ kind: 'group.remove', user: 'ada', group: 'Looms' }, { groups: [] }],
    [create('ada', { displayName: 'Countess' }), { displayName: 'Countess' }],
    [update('ada', { email: null }), { roles: ['staff'] }],
    [update('ada', { name: null }), { attributes: { externalId: 'ext-1', [DEPARTMENT]: 'Maths' } }],
  ])('%j changes it once', async (change, expected) => {
    const scim = await start();
    scim.addUser(ada);
    scim.addGroup('Engines');
    scim.addGroup('Looms', change.kind === 'group.remove' ? ['ada-id'] : []);

    const first = await apply(scim, change);
    expect(first).toMatchObject({ changed: true, user: expected });
    expect(Object.keys(first.difference)).not.toEqual([]);
    expect(await apply(scim, change)).toMatchObject({ changed: false, difference: {}, user: expected });
    expect((await apply(scim, { kind: 'user.get', user: 'ada' })).user).toEqual(first.user);
    expect(scim.writes()).toHaveLength(1);
  });

  it('enables it again', async () => {
    const scim = await start();
    scim.addUser({ ...ada, active: false });
    const result = await apply(scim, { kind: 'user.enable', user: 'ada' });
    expect(result.difference).toEqual({ active: { from: false, to: true } });
  });

  it('deletes it once', async () => {
    const scim = await start();
    scim.addUser(ada);
    const remove: DirectoryChange = { kind: 'user.delete', user: 'ada' };
    expect(await apply(scim, remove)).toMatchObject({ changed: true, user: null });
    expect(await apply(scim, remove)).toEqual({ changed: false, user: null, difference: {} });
    expect(scim.users.size).toBe(0);
  });

  it.each<DirectoryChange>([
    update('nobody', { title: 'x' }),
    { kind: 'user.disable', user: 'nobody' },
    { kind: 'role.assign', user: 'nobody', role: 'r' },
    { kind: 'group.add', user: 'nobody', group: 'g' },
  ])('%j finds nobody', async (change) => {
    const scim = await start();
    await expect(apply(scim, change)).rejects.toMatchObject({ code: 'subject_not_found', retryable: true });
    expect(scim.writes()).toEqual([]);
  });

  it('tells an unknown group from a user who is in none', async () => {
    const scim = await start();
    scim.addUser(ada);
    const adding = apply(scim, { kind: 'group.add', user: 'ada', group: 'Nowhere' });
    await expect(adding).rejects.toMatchObject({ code: 'target_refused', retryable: false });
    const removing = apply(scim, { kind: 'group.remove', user: 'ada', group: 'Nowhere' });
    await expect(removing).resolves.toMatchObject({ changed: false });
  });

  it.each([
    { groups: ['x'] },
    { password: 'secret' },
    { emails: [] },
    { meta: {} },
    { schemas: [] },
    { id: 'other' },
    { attributes: null },
    { 'roles[value eq "x"]': 'y' },
    { '__proto__.polluted': true },
  ])('refuses to set %j', async (set) => {
    const scim = await start();
    scim.addUser(ada);
    await expect(apply(scim, update('ada', set))).rejects.toMatchObject({ code: 'invalid_parameters' });
    expect(scim.writes()).toEqual([]);
  });
});

describe('creating a SCIM user', () => {
  it('can find it again by the name it was created with', async () => {
    const scim = await start();
    const set = {
      userName: 'grace',
      email: 'g@h.i',
      roles: ['navy'],
      name: { givenName: 'Grace' },
      [DEPARTMENT]: 'Ships',
    };
    const first = await apply(scim, create('user-42', set));
    expect(first).toMatchObject({
      changed: true,
      user: {
        userName: 'grace',
        email: 'g@h.i',
        roles: ['navy'],
        attributes: { externalId: 'user-42', [DEPARTMENT]: 'Ships' },
      },
    });
    expect(first.difference).toMatchObject({ id: { from: null, to: first.user?.id } });
    expect(await apply(scim, create('user-42', set))).toEqual({
      changed: false,
      difference: {},
      user: first.user,
    });
    expect(scim.users.size).toBe(1);
  });

  it('by user name makes one of that name', async () => {
    const scim = await start();
    await apply(scim, create('grace'), { userKey: 'userName' });
    expect([...scim.users.values()]).toMatchObject([{ userName: 'grace', active: true }]);
  });

  it('takes one that somebody made meanwhile for the user, and updates what differs', async () => {
    const scim = await start();
    scim.faults.push({ method: 'POST', kind: 'before', act: () => scim.addUser({ userName: 'grace' }) });
    const result = await apply(scim, create('user-42', { userName: 'grace', title: 'Admiral' }));
    expect(result).toMatchObject({ changed: true, difference: { title: { from: null, to: 'Admiral' } } });
    expect(scim.writes().map(({ method }) => method)).toEqual(['POST', 'PATCH']);
    expect(scim.users.size).toBe(1);
  });
});
