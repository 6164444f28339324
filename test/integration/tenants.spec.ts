/** Seed row K9: two tenants that call everything the same, and know nothing of each other. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDelivery, post } from '../support/a-delivery.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { on, settled } from '../support/builders.js';

let signet: TestSignet;
let main: TestApi;
let lyon: TestApi;
let paris: TestApi;

beforeAll(async () => {
  signet = await startTestSignet({ env: WITH_ADMIN });
  main = new TestApi(signet);
  lyon = await main.tenant('lyon');
  paris = await main.tenant('paris');
  await Promise.all([furnish(lyon, 'lyon'), furnish(paris, 'paris')]);
});
afterAll(() => signet?.stop());

const KEYED = {
  id: 'hook',
  type: 'webhook',
  token: { from: 'header:x-key', secrets: ["{{ secret('KEY') }}"] },
};
const VALUES = { tenant: '{{ execution.tenant }}', word: "{{ var('WORD') }}" };

/** The same names everywhere; only values differ. */
async function furnish(api: TestApi, value: string): Promise<void> {
  await api.must('PUT', '/environments/staging', {});
  await api.must('PUT', '/secrets/acme/KEY', { value: `key of ${value}` });
  await api.must('PUT', '/variables/acme/WORD', { value: `word of ${value}` });
  await api.must('PUT', '/sources/platform', {
    open: true,
    event: { type: ['json:/type'], id: ['json:/id'] },
  });
  await api.apply({
    id: 'greets',
    triggers: [on('platform', ['*'], { id: 'created' }), KEYED],
    tasks: [
      { id: 'say', type: 'set', values: VALUES },
      { id: 'make', type: 'user.create', user: 'ada', set: { displayName: value } },
      { id: 'end', type: 'fail', if: 'trigger.body.?bad.orValue(false)', message: `end of ${value}` },
    ],
  });
}

async function sourceOf(api: TestApi): Promise<string> {
  const { hook } = await api.must('GET', '/sources/platform');
  return signet.url + new URL(hook.url).pathname;
}

/** The execution that the source of a tenant starts, once it has ended. */
async function started(api: TestApi, body: object = {}): Promise<string> {
  const { json } = await post(
    { url: await sourceOf(api) },
    aDelivery({ body: { type: 'user.created', ...body } }),
  );
  expect(json.executions).toHaveLength(1);
  await settled(signet, json.executions[0]!);
  return json.executions[0]!;
}

describe('K9: a tenant', () => {
  it('runs its own workflows for its own hooks, with its own secrets, variables and users', async () => {
    for (const [api, name] of [
      [lyon, 'lyon'],
      [paris, 'paris'],
    ] as const) {
      const id = await started(api);
      const { taskRuns } = await api.must('GET', `/executions/${id}`);
      expect(taskRuns[0].output).toEqual({ tenant: name, word: `word of ${name}` });
      expect(await api.must('GET', '/directories/main/users/ada')).toMatchObject({ displayName: name });
      const url = await api.hookOf('acme/greets');
      const knock = (key: string) => post({ url }, aDelivery({ headers: { 'x-key': key } }));
      expect((await knock(`key of ${name}`)).status).toBe(202);
      expect((await knock(`key of ${name === 'lyon' ? 'paris' : 'lyon'}`)).status).toBe(401);
    }
    expect((await main.call('GET', '/directories/main/users/ada')).status).toBe(404);
  });

  it('takes the same delivery as the other for one of its own', async () => {
    const body = { id: 'evt_1', type: 'user.created' };
    const [one, two] = [
      await post({ url: await sourceOf(lyon) }, aDelivery({ body })),
      await post({ url: await sourceOf(paris) }, aDelivery({ body })),
    ];
    expect([one.status, two.status]).toEqual([202, 202]);
    const rows = await signet.rows<{ tenant: string }>(
      'select tenant from event where id = any($1) order by tenant',
      [[one.json.event, two.json.event]],
    );
    expect(rows.map(({ tenant }) => tenant)).toEqual(['lyon', 'paris']);
  });

  it('lists what is its own and nothing else', async () => {
    await started(lyon, { bad: true });
    for (const list of LISTS) {
      const [own, other] = await Promise.all(
        [lyon, paris].map(async (api) => (await api.call('GET', `/${list}?limit=200`)).text),
      );
      const shared = idsIn(own!).filter((id) => idsIn(other!).includes(id));
      expect([list, JSON.parse(own!).items.length > 0, shared]).toEqual([list, true, []]);
      expect(other).not.toContain('of lyon');
    }
    expect((await main.must('GET', '/workflows')).items).toEqual([]);
    expect((await main.must('GET', '/hooks')).items).toEqual([]);
  });
});

const LISTS = [
  'workflows',
  'sources',
  'hooks',
  'secrets',
  'variables',
  'environments',
  'tokens',
  'executions',
  'dead-letters',
  'audit-entries',
  'directories',
];

const idsIn = (text: string): string[] => text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];

describe('K9: what belongs to another tenant', () => {
  it('is not there, by whatever id it is asked for', async () => {
    const dead = await started(lyon, { bad: true });
    const {
      items: [hook],
    } = await lyon.must('GET', '/hooks');
    const { id: token } = await lyon.must('POST', '/tokens', { name: 'mine', role: 'auditor' });
    await lyon.apply({
      id: 'private',
      triggers: [KEYED],
      tasks: [{ id: 'x', type: 'log', message: 'of lyon' }],
    });
    await lyon.must('PUT', '/sources/private', { open: true });
    await lyon.must('PUT', '/directories/private', { type: 'local' });
    await lyon.must('PUT', '/environments/private', {});
    await lyon.must('PUT', '/secrets/acme/PRIVATE', { value: 'of lyon' });
    await lyon.must('PUT', '/variables/acme/PRIVATE', { value: 'of lyon' });
    const before = await everything();

    for (const [method, path, body] of [
      ['GET', `/executions/${dead}`],
      ['GET', `/dead-letters/${dead}`],
      ['POST', `/dead-letters/${dead}/replay`, {}],
      ['POST', `/dead-letters/${dead}/discard`, { note: 'x' }],
      ['GET', `/hooks/${hook.id}`],
      ['GET', `/hooks/${hook.id}/deliveries`],
      ['POST', `/hooks/${hook.id}/enable`],
      ['POST', `/hooks/${hook.id}/disable`],
      ['DELETE', `/tokens/${token}`],
      ['GET', '/workflows/acme/private'],
      ['DELETE', '/workflows/acme/private'],
      ['POST', '/workflows/acme/private/enable'],
      ['POST', '/workflows/acme/private/disable'],
      ['POST', '/workflows/acme/private/trigger', {}],
      ['GET', '/workflows/acme/private/revisions'],
      ['GET', '/workflows/acme/private/revisions/1'],
      ['GET', '/workflows/acme/private/deployments'],
      ['PUT', '/workflows/acme/private/deployments/production', { revision: 1 }],
      ['DELETE', '/workflows/acme/private/deployments/production'],
      ['POST', '/workflows/acme/private/promote', { from: 'production', to: 'staging' }],
      ['POST', '/workflows/acme/private/triggers/hook/enable'],
      ['POST', '/workflows/acme/private/triggers/hook/disable'],
      ['GET', '/workflows?environment=private'],
      ['GET', '/sources/private'],
      ['DELETE', '/sources/private'],
      ['POST', '/sources/private/enable'],
      ['POST', '/sources/private/disable'],
      ['POST', '/sources/private/secrets', { secret: `whsec_${'A'.repeat(32)}` }],
      ['DELETE', '/sources/private/secrets/0'],
      ['DELETE', '/environments/private'],
      ['DELETE', '/secrets/acme/PRIVATE'],
      ['DELETE', '/variables/acme/PRIVATE'],
      ['PUT', '/secrets/acme/X?environment=private', { value: 'x' }],
      ['PUT', '/variables/acme/X?environment=private', { value: 'x' }],
      ['DELETE', '/directories/private'],
      ['GET', '/directories/private/users'],
      ['GET', '/directories/private/users/ada'],
    ] as const) {
      const answer = await paris.call(method, path, body);
      expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 404, 'not_found']);
      expect(answer.text).not.toContain('lyon');
    }
    expect((await paris.must('GET', `/audit-entries?execution=${dead}`)).items).toEqual([]);
    const filter = { workflow: 'acme/private' };
    for (const path of ['/dead-letters/replay', '/dead-letters/discard']) {
      expect(await paris.must('POST', path, { filter, dryRun: true })).toEqual({ matches: 0 });
    }
    expect(await paris.must('POST', '/dead-letters/discard', { filter: {}, note: 'x' })).toEqual({
      matches: 0,
      discarded: 0,
      executions: [],
    });
    expect(await everything()).toEqual(before);
  });

  it('keeps its name: the other makes one of its own', async () => {
    await lyon.apply({ id: 'named', tasks: [{ id: 'x', type: 'log', message: 'of lyon' }] });
    const { outcome } = await paris.apply({
      id: 'named',
      tasks: [{ id: 'x', type: 'log', message: 'of paris' }],
    });
    expect(outcome).toBe('created');
    expect((await lyon.must('GET', '/workflows/acme/named')).text).toContain('of lyon');
    await paris.must('DELETE', '/workflows/acme/named');
    expect(await lyon.must('GET', '/workflows/acme/named')).toMatchObject({ revision: 1 });
  });
});

/** What configures all tenants but for the audit log, where refused calls are not. */
async function everything(): Promise<unknown[]> {
  const tables = [
    'workflow',
    'workflow_revision',
    'deployment',
    'trigger_switch',
    'source',
    'hook',
    'secret',
    'variable',
    'api_token',
    'environment',
    'tenant',
    'directory',
    'dead_letter',
    'audit_entry',
  ];
  return Promise.all(tables.map((table) => signet.rows(`select * from ${table} order by 1, 2, 3`)));
}

describe('tenants', () => {
  it('are made with a first token that is shown once and works at once', async () => {
    const made = await main.call('PUT', '/tenants/nice', { description: 'by the sea' });
    expect(made).toMatchObject({ status: 201, body: { name: 'nice', description: 'by the sea' } });
    const nice = new TestApi(signet, made.body.token);
    expect(await nice.must('GET', '/whoami')).toEqual({
      name: 'admin',
      tenant: 'nice',
      role: 'admin',
      namespaces: [],
    });
    expect((await nice.must('GET', '/environments')).items).toMatchObject([{ name: 'production' }]);

    const again = await main.call('PUT', '/tenants/nice', {});
    expect(again).toMatchObject({ status: 200, body: { name: 'nice', description: null } });
    expect(again.body).not.toHaveProperty('token');
    const { items } = await main.must('GET', '/tenants?limit=200');
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['lyon', 'main', 'nice', 'paris']);
    const [shown, kept] = [
      JSON.stringify(items),
      JSON.stringify(await signet.rows('select * from api_token')),
    ];
    expect(shown + kept).not.toContain(made.body.token);
  });

  it('are made once by however many ask at the same time, with one token', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => main.call('PUT', '/tenants/rush', {})));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    expect(answers.filter(({ body }) => body.token !== undefined)).toHaveLength(1);
    expect(await signet.count('api_token', `tenant = 'rush'`)).toBe(1);
  });

  it('are for an unlimited admin of main alone', async () => {
    const limited = await main.must('POST', '/tokens', {
      name: 'limited',
      role: 'admin',
      namespaces: ['acme'],
    });
    const others = await Promise.all(
      ['author', 'operator', 'auditor', 'ingest'].map((role) =>
        main.must('POST', '/tokens', { name: role, role }),
      ),
    );
    const callers = [lyon, ...[limited, ...others].map(({ token }) => new TestApi(signet, token))];
    for (const caller of callers) {
      expect((await caller.call('PUT', '/tenants/grabbed', {})).status).toBe(403);
      expect((await caller.call('PUT', '/tenants/lyon', {})).status).toBe(403);
      expect((await caller.call('GET', '/tenants')).status).toBe(403);
    }
    expect(await signet.count('tenant', `name = 'grabbed'`)).toBe(0);
  });

  it.each([
    'workflows',
    'whoami',
    'secrets',
    'hooks',
    'tenants',
    'executions',
    'dead-letters',
    'audit-entries',
    'environments',
    'Lyon',
    'a.b',
    '-a',
    '_a',
    'a%20b',
    'a%2Fb',
    '%2e%2e%2fx',
    '%00',
    'x'.repeat(64),
    'é',
  ])('are not called %s', async (name) => {
    const { status, body } = await main.call('PUT', `/tenants/${name}`, {});
    expect([status, body.errors?.[0]?.path]).toEqual([400, 'name']);
  });

  it('that lost their first token get another one, from an admin of main alone', async () => {
    await main.must('PUT', '/tenants/lost', {}); // and nobody keeps the answer
    const { name, token } = await main.must('POST', '/tenants/lost/token');
    const lost = new TestApi(signet, token);

    expect(name).toBe('lost');
    expect(await lost.must('GET', '/whoami')).toMatchObject({ tenant: 'lost', role: 'admin' });
    expect((await lost.call('POST', '/tenants/lost/token')).status).toBe(403);
    expect((await main.call('POST', '/tenants/nobody/token')).status).toBe(404);
    const { items } = await main.must('GET', '/audit-entries?verb=tenant.token');
    expect(items).toMatchObject([{ actor: 'token:admin', subject: 'tenant:lost' }]);
    expect(JSON.stringify(items)).not.toContain(token);
  });

  it('are in the audit log of main', async () => {
    await main.tenant('noted');
    const { items } = await main.must('GET', '/audit-entries?verb=tenant.put&subject=tenant:noted');
    expect(items).toMatchObject([{ actor: 'token:admin', message: 'tenant.put noted' }]);
  });
});
