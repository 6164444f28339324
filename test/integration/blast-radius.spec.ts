/** How many users a workflow may take something away from before a person is asked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { allSettled, deploy, type Finished, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { ManualTrigger } from '../../src/intake/trigger.service.js';
import { RevisionsRepository } from '../../src/workflow/revisions.repository.js';

type Json = Readonly<Record<string, unknown>>;
interface Question {
  readonly id: string;
  readonly workflow: string;
  readonly executions: number;
  readonly message: string;
}

let signet: TestSignet;
let api: TestApi;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ...WITH_ADMIN } });
  api = new TestApi(signet);
});
afterAll(() => signet?.stop());

const DISABLE = { id: 'off', type: 'user.disable', user: '{{ trigger.body.user }}' };

/** A deployed workflow, and how to start it for a user. */
async function starting(blastRadius: unknown, tasks: readonly Json[] = [DISABLE]) {
  const { name } = await deploy(signet, { tasks, ...(blastRadius !== undefined && { blastRadius }) });
  const key = { tenant: 'main', namespace: 'acme', name, environment: 'production' };
  const row = (await signet.part(RevisionsRepository).find(key))!;
  const start = async (user: string): Promise<string> => {
    const { executions } = await signet.part(ManualTrigger).triggerWorkflow(row, { body: { user } });
    return executions[0]!;
  };
  return { workflow: `acme/${name}`, start, users: users(name) };
}

let made = 0;
/** Makes users and gives their ids. */
const users =
  (prefix: string) =>
  async (count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, () => `${prefix}-${(made += 1)}`);
    await signet.rows(
      `insert into directory_user (tenant, directory, id) select 'main', 'main', unnest($1::text[])`,
      [ids],
    );
    return ids;
  };

async function questionsOf(workflow: string): Promise<Question[]> {
  const { items } = await api.must('GET', '/approvals');
  return (items as Question[]).filter((one) => one.workflow === workflow);
}

const questionOf = (workflow: string, executions: number): Promise<Question> =>
  eventually(async () => {
    const found = await questionsOf(workflow);
    expect(found).toMatchObject([{ executions }]);
    return found[0]!;
  });

const decide = (id: string, outcome: string, fields?: Json) =>
  api.call('POST', `/approvals/${id}/decide`, { outcome, ...(fields && { fields }) });

const inactive = (ids: readonly string[]): Promise<number> =>
  signet.count('directory_user', 'id = any($1) and not active', [ids]);

const counted = (workflow: string): Promise<number> =>
  signet.count('blast_radius_user', 'workflow_id = (select id from workflow where name = $1)', [
    workflow.split('/')[1],
  ]);

const statuses = (ends: readonly Finished[]): string[] => ends.map(({ status }) => status);

describe('the blast radius of a workflow', () => {
  it('lets so many users pass and stops before the first too many, with one question for all', async () => {
    const { workflow, start, users: make } = await starting({ users: 5 });
    const ids = await make(9);
    const started = await Promise.all(ids.map(start));
    const question = await questionOf(workflow, 4);
    expect(question).toMatchObject({ kind: 'blast_radius', outcomes: ['approve', 'reject'], status: 'open' });
    expect(question.message).toContain('for 5 users within 1h');
    expect(await inactive(ids)).toBe(5);

    const [waiting] = await signet.rows<{ id: string }>(
      `select id from open_execution where id = any($1::uuid[]) order by id`,
      [started],
    );
    const view = await api.must('GET', `/executions/${waiting!.id}`);
    expect(view).toMatchObject({
      status: 'waiting',
      taskRuns: [{ status: 'waiting', error: { code: 'blast_radius', details: { approval: question.id } } }],
    });
    expect(await (await fetch(`${signet.url}/metrics`)).text()).toMatch(
      new RegExp(`signet_blast_radius_reached_total\\{workflow="${workflow}"\\} 1`),
    );

    expect((await decide(question.id, 'approve')).status).toBe(200);
    expect(statuses(await allSettled(signet, started))).toEqual(ids.map(() => 'succeeded'));
    expect(await inactive(ids)).toBe(9);
    expect(await questionsOf(workflow)).toEqual([]);
    const verbs = await signet.rows(
      `select verb from audit_entry where execution_id = any($1::uuid[]) and verb ~ 'radius|decide' order by id`,
      [started],
    );
    expect(verbs).toEqual([{ verb: 'blast-radius.reach' }, { verb: 'approval.decide' }]);
    const runs = await signet.rows('select attempt from task_run where execution_id = any($1::uuid[])', [
      started,
    ]);
    expect(runs).toEqual(ids.map(() => ({ attempt: 1 })));
  });

  it('asks again when as many have passed as were allowed', async () => {
    const { workflow, start, users: make } = await starting({ users: 1 });
    const ids = await make(5);
    const started = await Promise.all(ids.map(start));
    const first = await questionOf(workflow, 4);
    for (const users of [0, -1, 1_000_001, 1.5, 'many', [2], {}]) {
      expect((await decide(first.id, 'approve', { users })).status).toBe(400);
    }
    expect((await decide(first.id, 'approve', { more: 3 })).status).toBe(400);
    expect((await decide(first.id, 'approve', { users: 3 })).status).toBe(200);
    const second = await questionOf(workflow, 1);
    expect(second.id).not.toBe(first.id);
    expect(second.message).toContain('for 3 users');
    expect(await inactive(ids)).toBe(4);
    await decide(second.id, 'approve');
    expect(statuses(await allSettled(signet, started))).toEqual(ids.map(() => 'succeeded'));
  });

  it('ends those that wait when somebody says no, and asks nobody again in that window', async () => {
    const { workflow, start, users: make } = await starting({ users: 2 });
    const ids = await make(5);
    const started = await Promise.all(ids.slice(0, 4).map(start));
    const { id } = await questionOf(workflow, 2);
    expect((await decide(id, 'reject')).status).toBe(200);
    expect((await decide(id, 'approve')).status).toBe(409);
    const ends = await allSettled(signet, started);
    expect(statuses(ends).toSorted()).toEqual(['dead', 'dead', 'succeeded', 'succeeded']);
    const late = await start(ids[4]!);
    expect(await settled(signet, late)).toMatchObject({ status: 'dead' });
    expect(await inactive(ids)).toBe(2);
    const errors = await signet.rows<{ error: { message: string } }>(
      `select error from dead_letter where execution_id = any($1::uuid[]) order by execution_id`,
      [[...started, late]],
    );
    expect(errors.map(({ error }) => error.message)).toEqual([
      expect.stringMatching(/blast radius .* token:admin said no/),
      expect.stringMatching(/blast radius .* token:admin said no/),
      expect.stringMatching(/blast radius .* somebody said no/),
    ]);
    expect(await questionsOf(workflow)).toEqual([]);
  });

  it('ends those that wait when nobody decides in time, and then asks anew', async () => {
    const { workflow, start, users: make } = await starting({ users: 1 });
    const ids = await make(3);
    const started = await Promise.all(ids.slice(0, 2).map(start));
    const { id } = await questionOf(workflow, 1);
    await signet.rows(`update approval set expires_at = now() where id = $1`, [id]);
    await signet.rows(`update open_execution set due_at = now() where id = any($1::uuid[])`, [started]);
    expect(statuses(await allSettled(signet, started)).toSorted()).toEqual(['dead', 'succeeded']);
    await start(ids[2]!);
    expect((await questionOf(workflow, 1)).id).not.toBe(id);
  });

  it('counts a user once, also while a question is open', async () => {
    const {
      workflow,
      start,
      users: make,
    } = await starting({ users: 1 }, [
      DISABLE,
      { id: 'out', type: 'role.remove', role: 'staff', user: '{{ trigger.body.user }}' },
    ]);
    const [one, other] = await make(2);
    expect(await settled(signet, await start(one!))).toMatchObject({ status: 'succeeded' });
    const held = await start(other!);
    const { id } = await questionOf(workflow, 1);
    expect(await settled(signet, await start(one!))).toMatchObject({ status: 'succeeded' });
    await decide(id, 'approve');
    expect(await settled(signet, held)).toMatchObject({ status: 'succeeded' });
  });

  it('may be a share of the directory', async () => {
    const total = await signet.count('directory_user', `tenant = 'main' and deleted_at is null`, []);
    const { workflow, start, users: make } = await starting({ share: '10%' });
    const ids = await make(total % 10 === 0 ? 40 : 50 - (total % 10));
    const allowed = (total + ids.length) / 10;
    const started = await Promise.all(ids.slice(0, allowed + 1).map(start));
    const { id, message } = await questionOf(workflow, 1);
    expect(message).toContain(`for ${allowed} users`);
    expect(await inactive(ids)).toBe(allowed);
    await decide(id, 'approve');
    await allSettled(signet, started);
  });

  it.each(['off', false])('may be %s', async (blastRadius) => {
    const { workflow, start, users: make } = await starting(blastRadius);
    const ids = await make(120);
    const started = await Promise.all(ids.map(start));
    expect(new Set(statuses(await allSettled(signet, started)))).toEqual(new Set(['succeeded']));
    expect(await questionsOf(workflow)).toEqual([]);
  });

  it('is there without being asked for, and is nothing to workflows that take nothing away', async () => {
    const destructive = await starting({ share: '100%' });
    const ids = await destructive.users(101);
    const started = await Promise.all(ids.map(destructive.start));
    const { id } = await questionOf(destructive.workflow, 1);
    expect(await inactive(ids)).toBe(100);

    const before = await signet.count('blast_radius', 'true', []);
    const set = { id: 'on', type: 'user.update', user: '{{ trigger.body.user }}', set: { active: true } };
    const harmless = await starting({ users: 1 }, [set]);
    const ends = await allSettled(signet, await Promise.all(ids.slice(0, 5).map(harmless.start)));
    expect(statuses(ends)).toEqual(ids.slice(0, 5).map(() => 'succeeded'));
    expect(await signet.count('blast_radius', 'true', [])).toBe(before);
    await decide(id, 'reject');
    await allSettled(signet, started);
  });

  it('takes an update that disables for what it is, and lets the rest of an execution go on', async () => {
    const update = { id: 'off', type: 'user.update', user: '{{ each.value }}', set: { active: false } };
    const each = {
      id: 'each',
      type: 'forEach',
      values: '{{ trigger.body.user.split(",") }}',
      concurrency: 4,
      tasks: [update],
    };
    const trace = { id: 'trace', type: 'audit.log', message: 'looked' };
    const {
      workflow,
      start,
      users: make,
    } = await starting({ users: 3 }, [
      { id: 'both', type: 'parallel', branches: { one: [each], two: [trace] } },
    ]);
    const ids = await make(8);
    const execution = await start(ids.join(','));
    const { id } = await questionOf(workflow, 1);
    expect(await inactive(ids)).toBe(3);
    expect(
      await signet.count('audit_entry', `execution_id = $1 and verb <> 'blast-radius.reach'`, [execution]),
    ).toBe(1);
    await decide(id, 'approve', { users: 100 });
    expect(await settled(signet, execution)).toMatchObject({ status: 'succeeded' });
    expect(await inactive(ids)).toBe(8);
  });

  it.each(['user.create', 'user.update'])(
    'takes a list of roles in %s for what it takes away, and from nobody else',
    async (type) => {
      const set = { roles: ['member', 'reader'], email: 'a@b.c' };
      const task = { id: 'set', type, user: '{{ trigger.body.user }}', set };
      const { workflow, start, users: make } = await starting({ users: 2 }, [task]);
      const having = async (count: number, roles: readonly string[], groups: readonly string[] = []) => {
        const ids = await make(count);
        await signet.rows('update directory_user set roles = $2, groups = $3 where id = any($1)', [
          ids,
          roles,
          groups,
        ]);
        return ids;
      };
      const spared = [
        ...(type === 'user.create' ? ['new-1', 'new-2', 'new-3'].map((id) => `${workflow}-${id}`) : []),
        ...(await having(2, [])),
        ...(await having(2, ['reader', 'member'], ['staff'])),
      ];
      const ends = await allSettled(signet, await Promise.all(spared.map(start)));
      expect(new Set(statuses(ends))).toEqual(new Set(['succeeded']));
      expect(await counted(workflow)).toBe(0);

      const robbed = await having(4, ['member', 'admin']);
      const started = await Promise.all(robbed.map(start));
      const { id } = await questionOf(workflow, 2);
      const stillAdmins = `id = any($1) and 'admin' = any(roles)`;
      expect(await signet.count('directory_user', stillAdmins, [robbed])).toBe(2);
      expect(await counted(workflow)).toBe(2);
      await decide(id, 'approve');
      await allSettled(signet, started);
      expect(await signet.count('directory_user', stillAdmins, [robbed])).toBe(0);
    },
  );

  it('forgets users that have left the window', async () => {
    const { start, users: make } = await starting({ users: 1, window: '1h' });
    const ids = await make(2);
    expect(await settled(signet, await start(ids[0]!))).toMatchObject({ status: 'succeeded' });
    await signet.rows(`update blast_radius_user set at = now() - interval '61 minutes'`);
    expect(await settled(signet, await start(ids[1]!))).toMatchObject({ status: 'succeeded' });
    expect(await inactive(ids)).toBe(2);
  });

  it('takes ids of users for what they are', async () => {
    const create = { id: 'on', type: 'user.create', user: '{{ trigger.body.user }}' };
    const { start, users: make } = await starting({ users: 100 }, [create, DISABLE]);
    const [plain] = await make(1);
    for (const user of [
      "'; drop table blast_radius; --",
      String.raw`\x00`,
      'x'.repeat(200),
      '💥',
      '{"a":1}',
      plain!,
    ]) {
      expect(await settled(signet, await start(user))).toMatchObject({ status: 'succeeded' });
    }
  });
});
