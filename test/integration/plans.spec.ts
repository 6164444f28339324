/** Plans over a real ledger, a real SCIM server and a real target: everything is told, nothing is done. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { Target } from '../support/a-target.js';
import { anApi, aToken, TestApi, WITH_ADMIN } from '../support/an-api.js';
import { eventually } from '../support/eventually.js';
import { ScimServer } from '../support/scim-server.js';

const SECRET = 'a-secret-nobody-may-see';
const TABLES = [
  'event',
  'execution',
  'open_execution',
  'task_run',
  'audit_entry',
  'directory_user',
  'workflow_revision',
];
const EVENT = { source: 'hr', type: 'user.left', subject: 'ada', body: { to: 'eve' } };

let signet: TestSignet;
let scim: ScimServer;
let target: Target;
let api: TestApi;

beforeAll(async () => {
  [scim, target] = await Promise.all([ScimServer.start(), Target.start()]);
  signet = await startTestSignet({ env: { ...WITH_ADMIN, OUTBOUND_ALLOW: '127.0.0.0/8' } });
  api = new TestApi(signet);
  await api.must('PUT', '/directories/idp', { type: 'scim', url: scim.baseUrl, token: scim.token });
  await api.must('PUT', '/secrets/acme/TOKEN', { value: SECRET });
  scim.addUser({ userName: 'ada', active: true, emails: [{ value: 'ada@example.com', primary: true }] });
  scim.addGroup('leavers');
  await api.apply(leaver());
});
beforeEach(() => {
  scim.seen.length = 0;
  target.calls.length = 0;
});
afterAll(async () => {
  await signet?.stop();
  await Promise.all([scim?.stop(), target?.stop()]);
});

const leaver = () => ({
  id: 'leaver',
  triggers: [{ id: 'left', type: 'event', source: 'hr', events: ['user.left'] }],
  tasks: [
    { id: 'read', type: 'user.get', directory: 'idp' },
    { id: 'off', type: 'user.disable', directory: 'idp' },
    { id: 'group', type: 'group.add', directory: 'idp', user: 'ada', group: 'leavers' },
    {
      id: 'made',
      type: 'user.create',
      directory: 'idp',
      user: '{{ trigger.body.to }}',
      set: { displayName: 'Eve' },
    },
    { id: 'gone', type: 'user.delete', directory: 'idp', user: '{{ trigger.body.to }}' },
    { id: 'own', type: 'user.create', user: 'ada', set: { email: '{{ tasks.read.output.email }}' } },
    {
      id: 'tell',
      type: 'http.request',
      method: 'POST',
      url: `${target.url}/tell`,
      headers: { authorization: "Bearer {{ secret('TOKEN') }}" },
      body: { token: "{{ secret('TOKEN') }}", user: '{{ tasks.off.output.user.userName }}' },
    },
    { id: 'look', type: 'http.request', url: `${target.url}/look` },
    { id: 'noted', type: 'audit.log', message: 'told {{ tasks.tell.output.status }}' },
  ],
});
const plan = (body: object, of = 'acme/leaver') => api.must('POST', `/workflows/${of}/plan`, body);
const counts = () => Promise.all(TABLES.map((table) => signet.count(table)));
const effectsOf = (made: { tasks: { task: string; effects: unknown[] }[] }, id: string) =>
  made.tasks.find(({ task }) => task === id)!.effects;

describe('a plan', () => {
  it('writes nothing, calls nobody, and only reads directories', async () => {
    const before = await counts();

    const made = await plan({ event: EVENT });

    expect(made).toMatchObject({
      workflow: 'acme/leaver',
      revision: 1,
      trigger: 'left',
      status: 'succeeded',
      blastRadius: [{ workflow: 'acme/leaver', users: 2, limit: 100, asks: 0, first: null }],
    });
    expect(effectsOf(made, 'off')).toMatchObject([{ destructive: true }]);
    expect(effectsOf(made, 'group')).toMatchObject([{ destructive: false }]);
    expect(await counts()).toEqual(before);
    expect(scim.seen.length).toBeGreaterThan(0);
    expect(scim.writes()).toEqual([]);
    expect(target.calls).toEqual([]);
    expect([...scim.users.values()]).toMatchObject([{ userName: 'ada', active: true }]);
  });

  it('tells the very calls that a run then makes', async () => {
    const made = await plan({ event: EVENT });
    const ada = [...scim.users.keys()][0];

    expect(effectsOf(made, 'off')).toMatchObject([
      {
        changed: true,
        difference: { active: { from: true, to: false } },
        call: { method: 'PATCH', url: `${scim.baseUrl}/Users/${ada}` },
      },
    ]);
    expect(effectsOf(made, 'made')).toMatchObject([
      { changed: true, difference: { displayName: { from: null, to: 'Eve' } }, call: { method: 'POST' } },
    ]);
    expect(effectsOf(made, 'gone')).toMatchObject([{ changed: true, call: null }]);
    expect(effectsOf(made, 'own')).toMatchObject([
      { directory: 'main', difference: { email: { from: null, to: 'ada@example.com' } }, call: null },
    ]);
    expect(effectsOf(made, 'noted')).toMatchObject([{ kind: 'audit', message: 'told [unknown: tell]' }]);

    const off = { ...leaver(), id: 'off-only', triggers: [], tasks: [leaver().tasks[1]] };
    await api.apply(off);
    const { executions } = await api.must('POST', '/workflows/acme/off-only/trigger', { subject: 'ada' });
    await eventually(async () =>
      expect(await api.must('GET', `/executions/${executions[0]}`)).toMatchObject({ status: 'succeeded' }),
    );
    const [write] = scim.writes();
    const { call } = effectsOf(made, 'off')[0] as { call: { method: string; body: string } };
    expect({ method: write!.method, body: write!.body }).toEqual({
      method: call.method,
      body: JSON.parse(call.body),
    });
    scim.users.get(ada!)!.active = true;
  });

  it('shows no secret: not of a workflow, not of a directory', async () => {
    const answer = await api.call('POST', '/workflows/acme/leaver/plan', { event: EVENT });

    expect(answer.text).toContain('[redacted]');
    expect(answer.text).not.toContain(SECRET);
    expect(answer.text).not.toContain(Buffer.from(SECRET).toString('base64'));
    expect(answer.text).not.toContain(scim.token);
  });

  it('is made of a draft on a recorded event, and saves neither', async () => {
    const off = { ...leaver(), id: 'noter', triggers: [], tasks: [leaver().tasks.at(-1)!] };
    const saved = { ...off, tasks: [{ id: 'one', type: 'log', message: 'x' }] };
    await api.apply(saved);
    const { event } = await api.must('POST', '/workflows/acme/noter/trigger', {
      subject: 'ada',
      body: { n: 1 },
    });
    const draft = {
      ...saved,
      namespace: 'acme',
      tasks: [{ id: 'one', type: 'audit.log', message: 'n is {{ trigger.body.n }}' }],
    };

    const made = await plan({ eventId: event, document: JSON.stringify(draft) }, 'acme/noter');

    expect(made).toMatchObject({ revision: null, event: { id: event, subject: 'ada' }, trigger: 'api' });
    expect(effectsOf(made, 'one')).toMatchObject([{ kind: 'audit', message: 'n is 1' }]);
    expect(await api.must('GET', '/workflows/acme/noter')).toMatchObject({ revision: 1 });
  });

  it('tells what a directory that does not answer keeps it from knowing', async () => {
    scim.faults.push(...Array.from({ length: 20 }, () => ({ kind: 'answer' as const, status: 500 })));

    const made = await plan({ event: EVENT });
    scim.faults.length = 0;

    expect(made).toMatchObject({ status: 'dead', error: { code: 'target_unavailable' } });
  });
});

describe('who may plan', () => {
  it.each([
    ['author', 200],
    ['operator', 200],
    ['auditor', 403],
    ['ingest', 403],
  ] as const)('%s: %i', async (role, status) => {
    const caller = new TestApi(signet, await aToken(anApi(signet), role));

    expect((await caller.call('POST', '/workflows/acme/leaver/plan', { event: EVENT })).status).toBe(status);
  });

  it('sees no event of another tenant, nor one that concerns no namespace of theirs', async () => {
    const { event } = await api.must('POST', '/workflows/acme/off-only/trigger', { subject: 'ada' });
    const stranger = await api.tenant('strangers');
    const limited = new TestApi(signet, await aToken(anApi(signet), 'author', ['other']));
    const other = {
      id: 'x',
      namespace: 'other',
      tasks: [{ id: 'one', type: 'log', message: '{{ trigger.body }}' }],
    };
    const asked = { eventId: event, document: JSON.stringify(other) };

    for (const caller of [stranger, limited]) {
      expect((await caller.call('POST', '/workflows/other/x/plan', asked)).status).toBe(404);
    }
    expect((await limited.call('POST', '/workflows/acme/leaver/plan', { event: EVENT })).status).toBe(403);
    expect((await api.call('POST', '/workflows/other/x/plan', asked)).status).toBe(200);
  });

  it('looks into no workflow out of reach, neither of a draft nor of what that starts', async () => {
    await api.must('PUT', '/variables/acme/HOST', { value: 'inside.example' });
    await api.apply({
      id: 'inner',
      tasks: [{ id: 'hidden', type: 'log', message: "{{ var('HOST') }} {{ secret('TOKEN') }}" }],
    });
    const calls = (id: string, workflow: string) => ({
      id,
      triggers: leaver().triggers,
      tasks: [{ id: 'call', type: 'subflow', workflow }],
    });
    await api.apply({ ...calls('between', 'acme/inner'), namespace: 'other' });
    const limited = new TestApi(signet, await aToken(anApi(signet), 'author', ['other']));
    const ask = async (caller: TestApi, workflow: string) => {
      const document = JSON.stringify({ ...calls('y', workflow), namespace: 'other' });
      const answer = await caller.call('POST', '/workflows/other/y/plan', { event: EVENT, document });
      expect(answer.status).toBe(200);
      return answer;
    };

    for (const workflow of ['acme/inner', 'other/between', 'between', 'acme/is-not-there']) {
      const { text, body } = await ask(limited, workflow);
      expect(text).not.toMatch(/hidden|inside\.example/);
      expect(body).toMatchObject({ status: 'succeeded', tasks: [{ task: 'call', status: 'succeeded' }] });
    }
    expect((await ask(limited, 'acme/inner')).body.tasks[0]).toMatchObject({
      output: { output: '[unknown: call]' },
    });
    expect((await ask(limited, 'between')).body.tasks[0]).toMatchObject({
      subflow: { tasks: [{ task: 'call' }] },
    });
    expect((await ask(api, 'between')).text).toContain('inside.example');
  });

  it.each([
    [{}, 400],
    [{ event: EVENT, eventId: '019aa5f0-0000-7000-8000-000000000000' }, 400],
    [{ eventId: '019aa5f0-0000-7000-8000-000000000000' }, 404],
    [{ event: { ...EVENT, time: '2026-032' } }, 400],
    [{ event: { ...EVENT, time: '2026-W05-3' } }, 400],
    [{ event: { ...EVENT, time: '20260131T120000Z' } }, 400],
    [{ event: EVENT, trigger: 'none' }, 404],
    [{ event: EVENT, revision: 99 }, 404],
    [
      { event: EVENT, document: 'id: other\nnamespace: acme\ntasks: [{ id: a, type: log, message: a }]' },
      400,
    ],
    [{ event: EVENT, document: 'id: leaver' }, 422],
  ])('refuses %j with %i', async (body, status) => {
    expect((await api.call('POST', '/workflows/acme/leaver/plan', body)).status).toBe(status);
  });
});
