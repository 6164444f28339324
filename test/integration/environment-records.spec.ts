/** Seed row T2: what ran, what was refused and what was given up on, by environment. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../support/a-delivery.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

let signet: TestSignet;
let api: TestApi;

beforeAll(async () => {
  signet = await startTestSignet({ env: WITH_ADMIN });
  api = new TestApi(signet);
  await api.must('PUT', '/environments/staging', {});
});
afterAll(() => signet?.stop());

const TOKEN = { from: 'header:x-key', secrets: ["{{ secret('KEY') }}"] };
const failing = (id: string, message: string, more: object = {}) => ({
  id,
  triggers: [{ id: 'hook', type: 'webhook', token: TOKEN }],
  tasks: [{ id: 'refuse', type: 'fail', message, ...more }],
});

async function deliver(name: string, environment: string, key = 'right'): Promise<string> {
  const url = `${await api.hookOf(`acme/${name}`)}?environment=${environment}`;
  const { json } = await send(url, { method: 'POST', headers: { 'x-key': key }, body: '{}' });
  return json.executions?.[0] ?? '';
}

/** Ids of a list. */
const ids = async (path: string, key = 'id'): Promise<string[]> =>
  ((await api.must('GET', path)).items as Record<string, string>[]).map((item) => item[key]!);

const replay = (execution: string, options: object = {}) =>
  api.call('POST', `/dead-letters/${execution}/replay`, { from: 'start', ...options });

describe('T2: records', () => {
  it('of executions, dead letters and deliveries say their environment, and are found by it', async () => {
    await api.must('PUT', '/secrets/acme/KEY', { value: 'right' });
    await api.apply(failing('recorded', 'no'));
    await api.apply(failing('recorded', 'no'), 'staging');
    const live = await deliver('recorded', 'production');
    const staged = await deliver('recorded', 'staging');
    await Promise.all([live, staged].map((id) => settled(signet, id)));
    await deliver('recorded', 'staging', 'wrong');
    const [hook] = await ids('/hooks');

    expect(await api.must('GET', `/executions/${staged}`)).toMatchObject({
      environment: 'staging',
      deadLetter: { environment: 'staging' },
    });
    for (const [list, key] of [
      ['/executions', 'id'],
      ['/dead-letters', 'execution'],
    ] as const) {
      expect(await ids(list, key)).toEqual([staged, live]);
      expect(await ids(`${list}?environment=staging`, key)).toEqual([staged]);
      expect(await ids(`${list}?environment=production`, key)).toEqual([live]);
      expect((await api.call('GET', `${list}?environment=nowhere`)).status).toBe(404);
    }
    const outcomes = (query: string) => ids(`/hooks/${hook}/deliveries${query}`, 'outcome');
    await eventually(async () => expect(await outcomes('')).toEqual(['refused', 'accepted', 'accepted']));
    expect(await outcomes('?environment=staging')).toEqual(['refused', 'accepted']);
    expect(await outcomes('?environment=production')).toEqual(['accepted']);
    expect(await outcomes('?environment=staging&outcome=accepted')).toEqual(['accepted']);
    expect(await outcomes('?environment=nowhere')).toEqual([]);
    expect(await ids(`/hooks/${hook}/deliveries`, 'environment')).toEqual([
      'staging',
      'staging',
      'production',
    ]);
    for (const list of ['/executions', '/dead-letters', `/hooks/${hook}/deliveries`]) {
      expect((await api.call('GET', `${list}?environment=%00`)).status).toBe(400);
    }
  });
});

describe('T2: a replay', () => {
  it('runs in the environment it failed in, and the newest revision is the one deployed there', async () => {
    await api.apply(failing('again', 'first'));
    await api.apply(failing('again', 'second'), 'staging');
    const dead = await deliver('again', 'staging');
    const other = await deliver('again', 'production');
    await Promise.all([dead, other].map((id) => settled(signet, id)));
    await api.apply(failing('again', 'third'), 'staging');
    await api.apply(failing('again', 'fourth'), 'production');
    await api.must('PUT', '/workflows/acme/again/deployments/production', { revision: 1 });

    const ran = async (id: string): Promise<object> => {
      const { body } = await replay(id, { revision: 'newest' });
      await settled(signet, body.execution as string);
      return api.must('GET', `/executions/${body.execution as string}`);
    };
    expect(await ran(dead)).toMatchObject({
      environment: 'staging',
      revision: 3,
      error: { message: expect.stringContaining('third') },
    });
    expect(await ran(other)).toMatchObject({ environment: 'production', revision: 1 });
  });

  it('of the newest runs the one that failed where nothing is deployed any more', async () => {
    await api.apply(failing('left', 'first'), 'staging');
    const dead = await deliver('left', 'staging');
    await settled(signet, dead);
    await api.apply(failing('left', 'second'));
    await api.must('DELETE', '/workflows/acme/left/deployments/staging');

    const { body } = await replay(dead, { revision: 'newest' });
    await settled(signet, body.execution);
    expect(await api.must('GET', `/executions/${body.execution}`)).toMatchObject({
      environment: 'staging',
      revision: 1,
    });
  });

  it('of many takes those of one environment', async () => {
    await api.apply(failing('many', 'no'));
    await api.apply(failing('many', 'no'), 'staging');
    const dead = [
      await deliver('many', 'staging'),
      await deliver('many', 'staging'),
      await deliver('many', 'production'),
    ];
    await Promise.all(dead.map((id) => settled(signet, id)));
    const filter = { workflow: 'acme/many', environment: 'staging' };

    expect(await api.must('POST', '/dead-letters/replay', { filter, dryRun: true })).toEqual({ matches: 2 });
    const { executions } = await api.must('POST', '/dead-letters/replay', { filter });
    expect(executions).toHaveLength(2);
    const found = await signet.rows('select distinct environment from execution_view where id = any($1)', [
      executions,
    ]);
    expect(found).toEqual([{ environment: 'staging' }]);
  });

  it('of many in an environment that is not there is a clear 404, where nothing matches it is none', async () => {
    for (const dryRun of [true, false]) {
      const nowhere = { filter: { environment: 'nowhere' }, dryRun };
      const { status, body } = await api.call('POST', '/dead-letters/replay', nowhere);
      expect([status, body.msg]).toEqual([404, 'there is no environment of that name']);
      const nobodys = { filter: { environment: 'staging', subject: 'nobody' }, dryRun };
      expect(await api.must('POST', '/dead-letters/replay', nobodys)).toMatchObject({ matches: 0 });
    }
  });

  it('is refused where there is no such environment any more', async () => {
    await api.must('PUT', '/environments/brief', {});
    await api.apply(failing('brief', 'no'), 'brief');
    const dead = await deliver('brief', 'brief');
    await settled(signet, dead);
    await api.must('DELETE', '/workflows/acme/brief/deployments/brief');
    await api.must('DELETE', '/environments/brief');

    const { status, body } = await replay(dead);
    expect(status).toBe(409);
    expect(body.msg).toContain('environment');
    const filter = { environment: 'brief' };
    expect(await api.must('POST', '/dead-letters/replay', { filter, dryRun: true })).toEqual({ matches: 0 });
    expect(await ids('/executions?environment=brief')).toEqual([dead]);
  });
});

describe('an environment that is gone', () => {
  it('has no secrets and no variables, not even those of all', async () => {
    await api.must('PUT', '/environments/past', {});
    await api.must('PUT', '/variables/acme/WORD', { value: 'of all' });
    const uses = { type: 'log', message: "{{ secret('KEY') }} {{ default(var('WORD'), 'none') }}" };
    await api.apply({ id: 'past', tasks: [{ id: 'use', ...uses }] }, 'past');
    const { executions } = await api.must('POST', '/workflows/acme/past/trigger?environment=past', {});
    expect(await settled(signet, executions[0])).toMatchObject({ status: 'succeeded' });
    await api.must('DELETE', '/workflows/acme/past/deployments/past');
    await api.must('DELETE', '/environments/past');

    const [late] = await signet.rows<{ id: string }>(
      `insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, environment)
       select gen_random_uuid(), tenant, event_id, workflow_id, revision, trigger_id, 'past' from execution where id = $1
       returning id`,
      [executions[0]],
    );
    expect(await settled(signet, late!.id)).toMatchObject({
      status: 'dead',
      reason: 'permanent',
      last_error: { code: 'secret_missing' },
    });
  });
});
