/** Users are counted for each workflow, environment and tenant, whoever counts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { allSettled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { ScimServer } from '../support/scim-server.js';

let web: TestSignet;
let workers: TestSignet[] = [];
let main: TestApi;
let scim: ScimServer;

beforeAll(async () => {
  scim = await ScimServer.start();
  const common = { OUTBOUND_ALLOW: '127.0.0.0/8', DATABASE_POOL: '5', WORKER_CONCURRENCY: '20' };
  web = await startTestSignet({ env: { ...WITH_ADMIN, ...common, ROLE: 'web' } });
  main = new TestApi(web);
  await main.must('PUT', '/directories/hr', {
    type: 'scim',
    url: scim.baseUrl,
    token: scim.token,
  });
  const { databaseUrl } = web;
  for (let n = 0; n < 2; n += 1) {
    workers.push(await startTestSignet({ databaseUrl, env: { ...common, ROLE: 'worker' } }));
  }
});
afterAll(async () => {
  await Promise.all(workers.map((one) => one.stop()));
  await web?.stop();
  await scim?.stop();
});

const off = (directory = 'main') => ({
  id: 'off',
  type: 'user.disable',
  user: '{{ trigger.body.user }}',
  directory,
});

async function start(api: TestApi, name: string, user: string, environment = 'production'): Promise<string> {
  const path = `/workflows/acme/${name}/trigger?environment=${environment}`;
  const { executions } = await api.must('POST', path, { body: { user } });
  return executions[0] as string;
}

async function makeUsers(tenant: string, ids: readonly string[]): Promise<void> {
  await web.rows(
    `insert into directory_user (tenant, directory, id) select $1, 'main', unnest($2::text[])
         on conflict do nothing`,
    [tenant, ids],
  );
}

const inactive = (tenant: string, ids: readonly string[]): Promise<number> =>
  web.count('directory_user', 'tenant = $1 and id = any($2) and not active', [tenant, ids]);

/** Executions that have not ended and do not wait. */
const underWay = (ids: readonly string[]): Promise<number> =>
  web.count('open_execution', `id = any($1) and status <> 'waiting'`, [ids]);

const named = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

interface Question {
  readonly id: string;
  readonly workflow: string;
  readonly environment: string;
}

const questionOf = (api: TestApi, workflow: string, executions: number): Promise<Question> =>
  eventually(
    async () => {
      const { items } = await api.must('GET', '/approvals');
      const found = (items as Question[]).filter((one) => one.workflow === `acme/${workflow}`);
      expect(found).toMatchObject([{ executions }]);
      return found[0]!;
    },
    { within: 15_000 },
  );

describe('users of two workers at once', () => {
  it('are not one too many, and all of them once it is allowed', async () => {
    await main.apply({ id: 'race', blastRadius: { users: 17 }, tasks: [off()] });
    const ids = named('race', 90);
    await makeUsers('main', ids);
    const started = await Promise.all([...ids, ...ids.slice(0, 10)].map((user) => start(main, 'race', user)));
    const { id } = await eventually(async () => {
      expect(await underWay(started)).toBe(0);
      const { items } = await main.must('GET', '/approvals');
      expect(items).toHaveLength(1);
      return items[0] as Question;
    });
    expect(await inactive('main', ids)).toBe(17);
    await main.must('POST', `/approvals/${id}/decide`, { outcome: 'approve', fields: { users: 200 } });
    const ends = await allSettled(web, started);
    expect(new Set(ends.map(({ status }) => status))).toEqual(new Set(['succeeded']));
    expect(await inactive('main', ids)).toBe(90);
    expect(await web.rows(`select used from blast_radius`)).toEqual([{ used: 73 }]);
    expect(await web.count('blast_radius_user')).toBe(73);
  });

  it('are as many in a directory of somebody else, where no call is made for the first too many', async () => {
    const each = {
      id: 'each',
      type: 'forEach',
      values: '{{ trigger.body.user.split(",") }}',
      concurrency: 5,
    };
    const task = { ...off('hr'), user: '{{ each.value }}' };
    await main.apply({ id: 'outside', blastRadius: { users: 7 }, tasks: [{ ...each, tasks: [task] }] });
    const ids = named('out', 20).map((userName) => scim.addUser({ userName, active: true }).id);
    const started = [
      await start(main, 'outside', ids.slice(0, 10).join(',')),
      await start(main, 'outside', ids.slice(10).join(',')),
    ];
    const { id } = await questionOf(main, 'outside', 2);
    await eventually(async () => expect(await underWay(started)).toBe(0)); // calls that were let pass have ended
    expect(scim.writes()).toHaveLength(7);
    await main.must('POST', `/approvals/${id}/decide`, { outcome: 'approve', fields: { users: 20 } });
    const ends = await allSettled(web, started);
    expect(ends.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    expect(scim.writes()).toHaveLength(20);
  });
});

describe('roles in a directory of somebody else', () => {
  it('are taken to be taken away from whoever is left with none, and from nobody who is given some', async () => {
    const task = { ...off('hr'), type: 'user.update', set: { roles: ['member'] } };
    await main.apply({ id: 'outside-given', blastRadius: { users: 1 }, tasks: [task] });
    const given = named('given', 3).map((userName) => scim.addUser({ userName, active: true }).id);
    const begun = await Promise.all(given.map((user) => start(main, 'outside-given', user)));
    expect(new Set((await allSettled(web, begun)).map(({ status }) => status))).toEqual(
      new Set(['succeeded']),
    );

    const none = { ...task, set: { roles: [] } };
    await main.apply({ id: 'outside-roles', blastRadius: { users: 1 }, tasks: [none] });
    const [one, other] = named('roles', 2).map((userName) => scim.addUser({ userName, active: true }).id);
    const first = await start(main, 'outside-roles', one!);
    expect(await allSettled(web, [first])).toMatchObject([{ status: 'succeeded' }]);
    const second = await start(main, 'outside-roles', other!);
    const { id } = await questionOf(main, 'outside-roles', 1);
    await main.must('POST', `/approvals/${id}/decide`, { outcome: 'approve' });
    expect(await allSettled(web, [second])).toMatchObject([{ status: 'succeeded' }]);
  });
});

describe('users of another place', () => {
  it('count there: of an environment, and of a tenant', async () => {
    const lyon = await main.tenant('lyon');
    await main.must('PUT', '/environments/staging', {});
    const document = { id: 'apart', blastRadius: { users: 3 }, tasks: [off()] };
    await main.apply(document);
    await main.apply(document, 'staging');
    await lyon.apply(document);
    const ids = named('apart', 6);
    await Promise.all([makeUsers('main', ids), makeUsers('lyon', ids)]);

    const full = await Promise.all(ids.slice(0, 4).map((user) => start(main, 'apart', user)));
    const { id, environment } = await questionOf(main, 'apart', 1);
    expect(environment).toBe('production');
    const others = await Promise.all([
      ...ids.slice(0, 3).map((user) => start(main, 'apart', user, 'staging')),
      ...ids.slice(0, 3).map((user) => start(lyon, 'apart', user)),
    ]);
    expect((await allSettled(web, others)).map(({ status }) => status)).toEqual(
      others.map(() => 'succeeded'),
    );
    expect(await inactive('lyon', ids)).toBe(3);

    const path = `/approvals/${id}`;
    expect((await lyon.call('GET', path)).status).toBe(404);
    expect((await lyon.call('POST', `${path}/decide`, { outcome: 'approve' })).status).toBe(404);
    const auditor = await main.must('POST', '/tokens', { name: 'ann', role: 'auditor', namespaces: [] });
    const reader = new TestApi(web, auditor.token as string);
    expect((await reader.call('POST', `${path}/decide`, { outcome: 'approve' })).status).toBe(403);
    expect((await main.call('POST', `${path}/links`, {})).status).toBe(409);
    await main.must('POST', `${path}/decide`, { outcome: 'reject' });
    const ends = (await allSettled(web, full)).map(({ status }) => status);
    expect(ends.toSorted()).toEqual(['dead', 'succeeded', 'succeeded', 'succeeded']);
  });
});
