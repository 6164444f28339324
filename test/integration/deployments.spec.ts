/** Seed rows T2 and K9: which revision runs in which environment, and how it gets there. */
import { DataSource } from 'typeorm';
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
  await api.must('PUT', '/environments/staging', { description: 'before it goes live' });
});
afterAll(() => signet?.stop());

/** A workflow whose executions say which text of it they ran. */
const saying = (id: string, says: string, more: object = {}) => ({
  id,
  triggers: [{ id: 'hook', type: 'webhook', open: true }],
  tasks: [{ id: 'say', type: 'set', values: { says } }],
  ...more,
});

interface Ran {
  readonly revision: number;
  readonly environment: string;
  readonly taskRuns: { readonly output: { readonly says: string } }[];
}

/** The execution that one delivery starts, once it has ended. */
async function ran(name: string, environment = 'production'): Promise<Ran> {
  const url = `${await api.hookOf(`acme/${name}`)}?environment=${environment}`;
  const { status, json } = await send(url, { method: 'POST', body: '{}' });
  expect(status).toBe(202);
  await settled(signet, json.executions[0]!);
  return api.must('GET', `/executions/${json.executions[0]}`);
}

const says = async (name: string, environment?: string): Promise<string> =>
  (await ran(name, environment)).taskRuns[0]!.output.says;

const deployed = async (name: string): Promise<Record<string, number>> => {
  const { items } = await api.must('GET', `/workflows/acme/${name}/deployments`);
  return Object.fromEntries(
    (items as { environment: string; revision: number }[]).map((one) => [one.environment, one.revision]),
  );
};
const deploy = (name: string, environment: string, revision: number) =>
  api.call('PUT', `/workflows/acme/${name}/deployments/${environment}`, { revision });
const undeploy = (name: string, environment: string) =>
  api.call('DELETE', `/workflows/acme/${name}/deployments/${environment}`);
const promote = (name: string, from: string, to: string) =>
  api.call('POST', `/workflows/acme/${name}/promote`, { from, to });

describe('T2: a revision', () => {
  it('runs in the environment it is applied to, and in no other', async () => {
    await api.apply(saying('stages', 'first'));
    await api.apply(saying('stages', 'second'), 'staging');

    expect(await deployed('stages')).toEqual({ production: 1, staging: 2 });
    expect(await says('stages')).toBe('first');
    expect(await says('stages', 'staging')).toBe('second');
  });

  it('is promoted as it is, and rolled back', async () => {
    await api.apply(saying('moves', 'first'));
    await api.apply(saying('moves', 'second'), 'staging');

    const { status, body } = await promote('moves', 'staging', 'production');
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { environment: 'production', revision: 2, enabled: true, deployedBy: 'token:admin' },
      { environment: 'staging', revision: 2 },
    ]);
    expect(await says('moves')).toBe('second');

    expect(await deploy('moves', 'production', 1)).toMatchObject({ status: 200 });
    expect(await says('moves')).toBe('first');
    expect(await says('moves', 'staging')).toBe('second');
  });

  it('K9: is named by every execution, together with where it ran', async () => {
    await api.apply(saying('named', 'first'));
    await api.apply(saying('named', 'second'), 'staging');

    expect(await ran('named')).toMatchObject({ revision: 1, environment: 'production', namespace: 'acme' });
    expect(await ran('named', 'staging')).toMatchObject({ revision: 2, environment: 'staging' });
  });

  it('that is taken away from an environment leaves an unknown hook there, and runs on elsewhere', async () => {
    await api.apply(saying('leaves', 'first'));
    await api.apply(saying('leaves', 'first'), 'staging');
    const url = `${await api.hookOf('acme/leaves')}?environment=staging`;

    expect(await undeploy('leaves', 'staging')).toMatchObject({ status: 204 });
    expect(await send(url, { method: 'POST', body: '{}' })).toMatchObject({
      status: 404,
      json: { detail: 'There is no such hook' },
    });
    expect(await says('leaves')).toBe('first');
    expect(await api.must('GET', '/workflows/acme/leaves?environment=staging')).toMatchObject({
      revision: null,
      enabled: false,
      environments: ['production'],
    });
    expect(await undeploy('leaves', 'staging')).toMatchObject({ status: 409 });
  });

  it('that is not there cannot be deployed, nor moved from where it is not', async () => {
    await api.apply(saying('absent', 'first'));

    expect(await promote('absent', 'staging', 'production')).toMatchObject({
      status: 409,
      body: { environment: 'staging' },
    });
    expect(await promote('absent', 'nowhere', 'production')).toMatchObject({ status: 404 });
    expect(await promote('absent', 'production', 'nowhere')).toMatchObject({ status: 404 });
    expect(await promote('nobody', 'production', 'staging')).toMatchObject({ status: 404 });
    expect(await deploy('absent', 'production', 2)).toMatchObject({ status: 404 });
    expect(await deploy('absent', 'nowhere', 1)).toMatchObject({ status: 404 });
    expect(await deploy('absent', 'production', 0)).toMatchObject({ status: 400 });
    expect(await deployed('absent')).toEqual({ production: 1 });
    const path = '/workflows/acme/absent/enable?environment=staging';
    expect(await api.call('POST', path)).toMatchObject({ status: 409 });
  });

  it('disabled in one environment is enabled in the other', async () => {
    await api.apply(saying('half', 'first'));
    await api.apply(saying('half', 'first'), 'staging');
    await api.must('POST', '/workflows/acme/half/disable?environment=production');

    const url = await api.hookOf('acme/half');
    expect(await send(url, { method: 'POST', body: '{}' })).toMatchObject({ status: 404 });
    expect(await says('half', 'staging')).toBe('first');
  });
});

describe('applying a document', () => {
  it('that runs there already makes no revision, whatever was tried elsewhere meanwhile', async () => {
    await api.apply(saying('steady', 'first'));
    await api.apply(saying('steady', 'second'), 'staging');

    expect(await api.apply(saying('steady', 'first'))).toMatchObject({
      outcome: 'unchanged',
      workflow: { revision: 1, newest: 2 },
    });
    expect(await deployed('steady')).toEqual({ production: 1, staging: 2 });
  });

  it('at the same time, ten times, makes one revision of each text, and each runs where it was put', async () => {
    const texts = ['one', 'two', 'three', 'four', 'five'];
    const outcomes = await Promise.all(
      texts.flatMap((text) => [api.apply(saying('race', text)), api.apply(saying('race', text), 'staging')]),
    );
    const revisions = await signet.rows<{ number: number; hash: string }>(
      `select r.number, r.hash from workflow_revision r join workflow w on w.id = r.workflow_id
        where w.name = 'race' order by number`,
    );

    expect(revisions.map(({ number }) => number)).toEqual(revisions.map((_, at) => at + 1));
    revisions.slice(1).forEach(({ hash }, at) => expect(hash).not.toBe(revisions[at]!.hash));
    expect(outcomes.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
    const { production, staging } = await deployed('race');
    expect(Math.max(production!, staging!)).toBe(revisions.length);
  });

  it('to an environment that is not there saves nothing', async () => {
    for (const name of ['nowhere', '', '..%2Fx', '%00', 'x'.repeat(200)]) {
      const answer = await api.call(
        'PUT',
        `/workflows?environment=${name}`,
        JSON.stringify({ namespace: 'acme', ...saying('lost', 'first') }),
      );
      expect([name, answer.status, answer.body.code]).toEqual([name, 404, 'not_found']);
    }
    expect(await signet.count('workflow', `name = 'lost'`)).toBe(0);
  });
});

describe('an environment', () => {
  it('is made, described, listed with what is deployed there, and named within reason', async () => {
    expect((await api.call('PUT', '/environments/qa', {})).status).toBe(201);
    expect((await api.call('PUT', '/environments/qa', { description: 'tests' })).status).toBe(200);
    await api.apply(saying('counted', 'first'), 'qa');
    const { items } = await api.must('GET', '/environments');
    expect(items).toContainEqual(expect.objectContaining({ name: 'qa', description: 'tests', workflows: 1 }));
    for (const name of ['a%20b', 'a.b', '..%2Fx', '-a', 'x'.repeat(64), '%00']) {
      expect([name, (await api.call('PUT', `/environments/${name}`, {})).status]).toEqual([name, 400]);
    }
  });

  it('in which something is deployed stays; production always does', async () => {
    await api.must('PUT', '/environments/busy', {});
    await api.apply(saying('stays', 'first'), 'busy');

    expect(await api.call('DELETE', '/environments/busy')).toMatchObject({
      status: 409,
      body: { workflows: 1 },
    });
    expect(await api.call('DELETE', '/environments/production')).toMatchObject({ status: 409 });
    for (const name of ['nowhere', '%00', '..%2Fx', 'x'.repeat(200)]) {
      expect(await api.call('DELETE', `/environments/${name}`)).toMatchObject({ status: 404 });
    }
    await undeploy('stays', 'busy');
    expect(await api.call('DELETE', '/environments/busy')).toMatchObject({ status: 204 });
    expect(await api.call('DELETE', '/environments/busy')).toMatchObject({ status: 404 });
  });

  it('of workflows that were deleted is empty', async () => {
    await api.must('PUT', '/environments/emptied', {});
    await api.apply(saying('deleted', 'first'), 'emptied');
    await api.must('DELETE', '/workflows/acme/deleted');
    expect(await api.call('DELETE', '/environments/emptied')).toMatchObject({ status: 204 });
  });

  it('in which executions are under way stays until they have ended', async () => {
    await api.must('PUT', '/environments/slow', {});
    await api.apply(saying('late', 'first'), 'slow');
    const { executions } = await api.must('POST', '/workflows/acme/late/trigger?environment=slow', {});
    await settled(signet, executions[0]);
    await signet.rows(
      `insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, due_at, environment)
       select gen_random_uuid(), tenant, event_id, workflow_id, revision, trigger_id, now() + interval '1 day', 'slow'
         from execution where id = $1`,
      [executions[0]],
    );
    await undeploy('late', 'slow');

    const refused = await api.call('DELETE', '/environments/slow');
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body.msg).toContain('under way');
    await signet.rows(`delete from open_execution where environment = 'slow'`);
    expect(await api.call('DELETE', '/environments/slow')).toMatchObject({ status: 204 });
  });

  it('takes its secrets and variables with it: one made anew has none of them', async () => {
    await api.must('PUT', '/environments/brief', {});
    await api.must('PUT', '/secrets/acme/KEY?environment=brief', { value: 'of the first' });
    await api.must('PUT', '/variables/acme/WORD?environment=brief', { value: 'of the first' });
    await api.must('DELETE', '/environments/brief');
    await api.must('PUT', '/environments/brief', {});

    for (const kind of ['secrets', 'variables']) {
      const { items } = await api.must('GET', `/${kind}?limit=200`);
      expect(items.filter((one: { environment: string }) => one.environment === 'brief')).toEqual([]);
    }
    const words = { word: "{{ default(var('WORD'), 'none') }}" };
    await api.apply(saying('anew', '', { tasks: [{ id: 'say', type: 'set', values: words }] }), 'brief');
    expect((await ran('anew', 'brief')).taskRuns).toMatchObject([{ output: { word: 'none' } }]);
  });
});

describe('changes at the same time', () => {
  it('an environment cannot go while something is being deployed there', async () => {
    await api.must('PUT', '/environments/narrow', {});
    const removals = Promise.all(Array.from({ length: 6 }, () => api.call('DELETE', '/environments/narrow')));
    const applied = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        api.call(
          'PUT',
          '/workflows?environment=narrow',
          JSON.stringify({ namespace: 'acme', ...saying(`narrow-${at}`, 'x') }),
        ),
      ),
    );
    await removals;
    const [row] = await signet.rows<{ there: boolean; deployments: number }>(
      `select exists (select from environment where name = 'narrow') as there,
              (select count(*)::int from deployment where environment = 'narrow') as deployments`,
    );
    const deployments = applied.filter(({ status }) => status === 201).length;
    expect(row).toEqual({ there: deployments > 0, deployments });
  });

  it('waits: whoever deploys holds the environment, whoever takes it away looks afterwards', async () => {
    await api.must('PUT', '/environments/held', {});
    await api.apply(saying('holds', 'x'), 'held');
    await undeploy('holds', 'held');
    let removal: Promise<{ status: number }> | undefined;
    await signet.part(DataSource).transaction(async (tx) => {
      await tx.query(`select from environment where tenant = 'main' and name = 'held' for share`);
      removal = api.call('DELETE', '/environments/held');
      await tx.query(
        `insert into deployment (workflow_id, environment, revision, deployed_by)
         select id, 'held', 1, 'test' from workflow where name = 'holds'`,
      );
      const waiting = `datname = current_database() and wait_event_type = 'Lock' and query like '%from environment%for update'`;
      await eventually(async () => expect(await signet.count('pg_stat_activity', waiting)).toBe(1));
    });
    expect(await removal).toMatchObject({ status: 409 });
  });

  it('a workflow that is being deleted is not switched on the way', async () => {
    await api.apply(saying('gone', 'x'));
    const [{ id }] = (await signet.rows<{ id: string }>(`select id from workflow where name = 'gone'`)) as [
      { id: string },
    ];
    await Promise.all([
      api.call('DELETE', '/workflows/acme/gone'),
      ...Array.from({ length: 4 }, () => api.call('POST', '/workflows/acme/gone/triggers/hook/disable')),
      ...Array.from({ length: 4 }, () => deploy('gone', 'staging', 1)),
    ]);
    expect(await signet.count('trigger_switch', 'workflow_id = $1', [id])).toBe(0);
    expect(await signet.count('deployment', 'workflow_id = $1', [id])).toBe(0);
  });
});
