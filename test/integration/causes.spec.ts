/** Events that come of what workflows did: by which they are known, and what becomes of them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../src/config/clock.js';
import { makeStamp } from '../../src/ledger/cause-stamp.js';
import { RootKey } from '../../src/secrets/root-key.js';
import { aDelivery, type Answered, post } from '../support/a-delivery.js';
import { aSource, type TestHook } from '../support/a-hook.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { Target } from '../support/a-target.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { allSettled, deploy, type DeployedWorkflow, NOTHING, on, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { ScimServer } from '../support/scim-server.js';

let signet: TestSignet;
let api: TestApi;
let scim: ScimServer;
let target: Target;
let source: TestHook;

beforeAll(async () => {
  scim = await ScimServer.start();
  target = await Target.start();
  signet = await startTestSignet({ env: { ...WITH_ADMIN, OUTBOUND_ALLOW: '127.0.0.0/8' } });
  api = new TestApi(signet);
  await api.must('PUT', '/directories/hr', { type: 'scim', url: scim.baseUrl, token: scim.token });
});
afterAll(async () => {
  await signet?.stop();
  await target?.stop();
  await scim?.stop();
});
beforeEach(async () => {
  source = await aSource(signet, { event: { subject: ['json:/user'], time: ['json:/at'] } });
  target.calls.length = 0;
  target.answer = () => undefined;
});

const send = (
  type: string,
  user: string,
  rest: object = {},
  headers: Record<string, string> = {},
): Promise<Answered> => post(source, aDelivery({ body: { type, user, ...rest }, headers }));

async function eventOf({ json }: Answered): Promise<Record<string, unknown>> {
  const [row] = await signet.rows('select cause, depth, avoided from event where id = $1', [json.event]);
  return row!;
}
const FROM_OUTSIDE = { cause: null, depth: null, avoided: null };

const aUser = (): string => {
  const id = `u-${randomUUID()}`;
  scim.addUser({ id, userName: id, active: true });
  return id;
};
const naming = (displayName: string): object => ({
  id: 'name',
  type: 'user.update',
  directory: 'hr',
  set: { displayName },
});

/** A workflow that gives users who change a name, and the execution that did so. */
async function renamed(
  user: string,
  trigger: object = {},
): Promise<{ workflow: DeployedWorkflow; id: string }> {
  const triggers = [on(source.name, ['user.updated'], trigger)];
  const workflow = await deploy(signet, { triggers, tasks: [naming('By workflow')] });
  const { json } = await send('user.updated', user, { displayName: 'By hand' });
  const [id] = json.executions;
  expect(await settled(signet, id!)).toMatchObject({ status: 'succeeded' });
  return { workflow, id: id! };
}

describe('a change of a user in a directory of somebody else', () => {
  it('is known when it comes back as an event, and does not run its workflow again', async () => {
    const user = aUser();
    const { workflow, id } = await renamed(user);
    const back = await send('user.updated', user, { displayName: 'By workflow' });
    expect(back.status).toBe(202);
    expect(back.json.executions).toEqual([]);
    expect(await eventOf(back)).toEqual({ cause: id, depth: 1, avoided: [`acme/${workflow.name}`] });
    const { items } = await api.must('GET', `/hooks/${source.id}/deliveries`);
    expect(items[0]).toMatchObject({
      outcome: 'accepted',
      event: { id: back.json.event, cause: id, depth: 1, avoided: [`acme/${workflow.name}`] },
    });
  });

  it('is not taken for what a person did to the same user shortly after', async () => {
    const user = aUser();
    await renamed(user);
    const theirs = await send('user.updated', user, { displayName: 'By hand again' });
    expect(theirs.json.executions).toHaveLength(1);
    expect(await eventOf(theirs)).toEqual(FROM_OUTSIDE);
    await allSettled(signet, theirs.json.executions);
  });

  it('is not taken for the same change of another user, nor in another tenant or environment', async () => {
    const user = aUser();
    await renamed(user);
    const [row] = await signet.rows('select * from own_change where subject = $1', [user]);
    expect(row).toMatchObject({ tenant: 'main', environment: 'production', kind: 'user.update' });
    const other = await send('user.updated', aUser(), { displayName: 'By workflow' });
    expect(await eventOf(other)).toEqual(FROM_OUTSIDE);
    for (const column of ['tenant', 'environment']) {
      await signet.rows(`update own_change set ${column} = 'other' where subject = $1`, [user]);
      const elsewhere = await send('user.updated', user, { displayName: 'By workflow' });
      expect(await eventOf(elsewhere)).toEqual(FROM_OUTSIDE);
      await allSettled(signet, elsewhere.json.executions);
      await signet.rows(`update own_change set ${column} = $2 where subject = $1`, [user, row![column]]);
    }
  });

  it('is known while the call is still under way, and when its answer was lost', async () => {
    const user = aUser();
    let back: Promise<Answered> | undefined;
    const act = () => {
      back = send('user.updated', user, { displayName: 'By workflow' });
    };
    scim.faults.push({ method: 'PATCH', kind: 'before', act }, { method: 'PATCH', kind: 'cut-after' });
    const { id } = await renamed(user);
    scim.faults.length = 0;
    expect(await eventOf(await back!)).toMatchObject({ cause: id, depth: 1 });
  });

  it('is forgotten after a while', async () => {
    const user = aUser();
    await renamed(user);
    await signet.rows(`update own_change set made_at = now() - interval '11 minutes' where subject = $1`, [
      user,
    ]);
    const late = await send('user.updated', user, { displayName: 'By workflow' });
    expect(await eventOf(late)).toEqual(FROM_OUTSIDE);
  });

  it('is stamped where the request is', async () => {
    const user = aUser();
    const { id } = await renamed(user);
    const stamps = scim
      .writes()
      .filter(({ path }) => path.endsWith(user))
      .map(({ headers }) => headers['signet-cause'] as string);
    expect(stamps).toEqual([expect.stringMatching(/^sc1\./)]);
    const told = await send('user.updated', user, { displayName: 'Any' }, { 'signet-cause': stamps[0]! });
    expect(await eventOf(told)).toMatchObject({ cause: id, depth: 1 });
  });

  it('runs its workflow again where that is allowed, and begins anew where nobody asks', async () => {
    const [allowed, ignored] = [aUser(), aUser()];
    const { id } = await renamed(allowed, { reentry: 'allow' });
    const back = await send('user.updated', allowed, { displayName: 'By workflow' });
    expect(await eventOf(back)).toEqual({ cause: id, depth: 1, avoided: null });
    expect(await allSettled(signet, back.json.executions)).toMatchObject([{ status: 'succeeded' }]);
    const detail = await api.must('GET', `/executions/${back.json.executions[0]!}`);
    expect(detail.event).toMatchObject({ cause: id, depth: 1, avoided: [] });

    source = await aSource(signet, { event: { subject: ['json:/user'] } });
    await renamed(ignored, { reentry: 'ignore' });
    const again = await send('user.updated', ignored, { displayName: 'By workflow' });
    expect(await eventOf(again)).toEqual(FROM_OUTSIDE);
    expect(again.json.executions).toHaveLength(1);
    await allSettled(signet, again.json.executions);
  });
});

/** A platform that tells what was done to it as an event of the type called, with the stamp of the call. */
function echo(most = 20): Answered[] {
  const told: Answered[] = [];
  target.answer = async ({ path, headers, body }, response) => {
    response.end('{}');
    if (told.length < most) {
      told.push(
        await send(
          path.slice(1),
          body!['user'] as string,
          {},
          { 'signet-cause': headers['signet-cause'] as string },
        ),
      );
    }
  };
  return told;
}

/** Two workflows each of which does what the other waits for. */
async function pingPong(trigger: object = {}): Promise<void> {
  for (const [from, to] of [
    ['ping', 'pong'],
    ['pong', 'ping'],
  ] as const) {
    await deploy(signet, {
      triggers: [on(source.name, [from], trigger)],
      lane: '{{ trigger.id }}',
      tasks: [
        {
          id: 'call',
          type: 'http.request',
          method: 'POST',
          url: `${target.url}/${to}`,
          body: { user: '{{ trigger.subject }}' },
        },
      ],
    });
  }
}

const causedOf = (hook: TestHook) =>
  signet.rows<{ type: string; depth: number; executions: number; reason: string | null }>(
    `select e.type, coalesce(e.depth, 0) as depth, count(x.id)::int as executions, max(x.reason) as reason
       from event e left join execution x on x.event_id = e.id where e.hook_id = $1
      group by e.id order by e.id`,
    [hook.id],
  );
const counted = async (outcome: string): Promise<number> => {
  const text = await (await fetch(`${signet.url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith('signet_caused_executions_total{'));
  return lines
    .filter((line) => line.includes(`outcome="${outcome}"`))
    .reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
};

describe('a change of a user in the built-in directory', () => {
  it('carries the execution that made it, as long as nobody else changes the user', async () => {
    const user = aUser();
    const task = { id: 'name', type: 'user.create', set: { displayName: 'Ada' } };
    await deploy(signet, { triggers: [on(source.name, ['user.created'])], tasks: [task] });
    const first = await send('user.created', user);
    await allSettled(signet, first.json.executions);
    const second = await send('user.created', user); // there is nothing to change any more
    await allSettled(signet, second.json.executions);
    const shown = await api.must('GET', `/directories/main/users/${user}`);
    expect(shown).toMatchObject({ displayName: 'Ada', changedBy: first.json.executions[0] });
    expect(await signet.count('own_change', 'subject = $1', [user])).toBe(0);
  });
});

describe('two workflows that would go on for ever', () => {
  it('stop when the first would be run again for what it caused through the other', async () => {
    const before = await counted('avoided');
    await pingPong();
    const told = echo();
    await send('ping', 'ada');
    await eventually(() => expect(told).toHaveLength(2));
    await eventually(async () =>
      expect(await causedOf(source)).toEqual([
        { type: 'ping', depth: 0, executions: 1, reason: null },
        { type: 'pong', depth: 1, executions: 1, reason: null },
        { type: 'ping', depth: 2, executions: 0, reason: null },
      ]),
    );
    expect(await counted('avoided')).toBe(before + 1);
  });

  it('stop at the limit of depth where they may be run again, and it is seen', async () => {
    await pingPong({ reentry: 'allow' });
    const told = echo();
    await send('ping', 'ada');
    await eventually(async () =>
      expect(await causedOf(source)).toEqual([
        { type: 'ping', depth: 0, executions: 1, reason: null },
        { type: 'pong', depth: 1, executions: 1, reason: null },
        { type: 'ping', depth: 2, executions: 1, reason: null },
        { type: 'pong', depth: 3, executions: 1, reason: null },
        { type: 'ping', depth: 4, executions: 1, reason: 'too_deep' },
      ]),
    );
    await eventually(() => expect(told).toHaveLength(4)); // the ledger knows the last one before its sender does
    const [last] = told.at(-1)!.json.executions;
    expect(await settled(signet, last!)).toMatchObject({ status: 'skipped', reason: 'too_deep' });
    expect(await signet.count('task_run', 'execution_id = $1', [last])).toBe(0);
    expect(
      await signet.count('audit_entry', `execution_id = $1 and verb = 'execution.too_deep'`, [last]),
    ).toBe(1);
    expect(await signet.count('dead_letter', 'execution_id = $1', [last])).toBe(0);
    expect(await counted('too_deep')).toBeGreaterThan(0);
  });

  it('go on where nobody asks', async () => {
    await pingPong({ reentry: 'ignore' });
    const told = echo(7);
    await send('ping', 'ada');
    await eventually(() => expect(told).toHaveLength(7));
    const ids = told.flatMap(({ json }) => json.executions);
    expect(ids).toHaveLength(7);
    expect((await allSettled(signet, ids)).every(({ status }) => status === 'succeeded')).toBe(true);
    expect((await causedOf(source)).every(({ depth }) => depth === 0)).toBe(true);
  });

  it('stop also where one runs the other as a subflow', async () => {
    const child = await deploy(signet, {
      tasks: [
        {
          id: 'call',
          type: 'http.request',
          method: 'POST',
          url: `${target.url}/ping`,
          body: { user: 'ada' },
        },
      ],
    });
    await deploy(signet, {
      triggers: [on(source.name, ['ping'])],
      tasks: [{ id: 'sub', type: 'subflow', workflow: child.name }],
    });
    const told = echo();
    await send('ping', 'ada');
    await eventually(() => expect(told).toHaveLength(1));
    expect(told[0]!.json.executions).toEqual([]);
    expect(await eventOf(told[0]!)).toMatchObject({ depth: 1 });
  });
});

describe('a stamp', () => {
  const key = () => signet.part(RootKey).derive('causes');
  const PLACE = { tenant: 'main', environment: 'production' };

  it('of this very workflow keeps it from running again', async () => {
    const { id } = await deploy(signet, { triggers: [on(source.name, ['x'])], tasks: [NOTHING] });
    const execution = newId();
    const stamp = makeStamp(key(), { execution, depth: 1, lineage: [id] }, PLACE, new Date());
    const { json } = await send('x', 'ada', {}, { 'signet-cause': stamp });
    expect(json.executions).toEqual([]);
  });

  it('that somebody made up, or was given in another tenant, keeps nothing from running', async () => {
    const { id } = await deploy(signet, { triggers: [on(source.name, ['x'])], tasks: [NOTHING] });
    const cause = { execution: newId(), depth: 9, lineage: [id] };
    const good = makeStamp(key(), cause, PLACE, new Date());
    const forged = [
      'sc1.AAAA.BBBB',
      `${good.slice(0, -4)}AAAA`,
      makeStamp(key(), cause, { ...PLACE, tenant: 'other' }, new Date()),
      makeStamp(key(), cause, { ...PLACE, environment: 'staging' }, new Date()),
      makeStamp(key(), cause, PLACE, new Date(Date.now() - 2 * 86_400_000)),
      makeStamp(new RootKey(Buffer.alloc(32, 6)).derive('causes'), cause, PLACE, new Date()),
    ];
    for (const stamp of forged) {
      const answer = await send('x', 'ada', {}, { 'signet-cause': stamp });
      expect(answer.json.executions).toHaveLength(1);
      expect(await eventOf(answer)).toEqual(FROM_OUTSIDE);
      expect(await allSettled(signet, answer.json.executions)).toMatchObject([{ status: 'succeeded' }]);
    }
  });

  it('is found where the source says it stands', async () => {
    const found = await aSource(signet, { event: { cause: ['json:/context/cause'] } });
    const { id } = await deploy(signet, { triggers: [on(found.name, ['x'])], tasks: [NOTHING] });
    const cause = makeStamp(key(), { execution: newId(), depth: 1, lineage: [id] }, PLACE, new Date());
    const { json } = await post(found, aDelivery({ body: { type: 'x', context: { cause } } }));
    expect(json.executions).toEqual([]);
  });
});
