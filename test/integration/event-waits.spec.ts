/** Tasks that wait for an event: which one ends them, that it does so once, and that none is lost. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/config/clock.js';
import { HookDirectory } from '../../src/intake/hook-directory.service.js';
import { newAddress } from '../../src/workflow/deployments.repository.js';
import { matchesType } from '../../src/workflow/trigger-match.js';
import { aDelivery, post } from '../support/a-delivery.js';
import { aSource, type TestHook } from '../support/a-hook.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { deploy, on, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

type Task = Readonly<Record<string, unknown>>;

let signet: TestSignet;
let source: TestHook;

beforeAll(async () => {
  signet = await startTestSignet();
  await signet.rows(`insert into environment (tenant, name) values ('main', 'staging')`);
  source = await aSource(signet, { event: { subject: ['json:/user'] } });
});
afterAll(() => signet?.stop());

const send = (type: string, user: string, rest: Task = {}, hook: Pick<TestHook, 'url'> = source) =>
  post(hook, aDelivery({ body: { type, user, ...rest } }));

const wait = (event: Task = {}, rest: Task = {}): Task => ({
  id: 'w',
  type: 'wait',
  event: { source: source.name, events: ['user.confirmed'], ...event },
  timeout: '1h',
  ...rest,
});

/** Starts an execution for `user` whose tasks wait, and gives it once it does. */
async function waiting(tasks: readonly Task[], user: string, environment = 'production'): Promise<string> {
  const start = `start.${randomUUID()}`;
  await deploy(signet, { triggers: [on(source.name, [start])], tasks }, { environment });
  const url = `${source.url}?environment=${environment}`;
  const { json } = await send(start, user, {}, { url });
  const [id] = json.executions;
  // The row of the task stays when a wait is over before anybody looks.
  await eventually(async () =>
    expect(await signet.count('task_run', `execution_id = $1 and task_id = 'w'`, [id])).not.toBe(0),
  );
  return id!;
}

const waitsOf = (id: string): Promise<number> => signet.count('event_wait', 'execution_id = $1', [id]);
const aUser = (): string => `u-${randomUUID()}`;

async function outputOf(id: string): Promise<Record<string, unknown>> {
  expect(await settled(signet, id)).toMatchObject({ status: 'succeeded' });
  const rows = await signet.rows(`select output from task_run where execution_id = $1 and task_id = 'w'`, [
    id,
  ]);
  return rows[0]!['output'] as Record<string, unknown>;
}

/** What else was sent has been looked at: it still waits, and nothing is left to be looked at. */
async function requireStillWaiting(id: string): Promise<void> {
  await eventually(async () => {
    expect(await signet.count('event_match', 'execution_id = $1 and not passed', [id])).toBe(0);
    expect(
      await signet.count('open_execution', `id = $1 and status = 'waiting' and due_at > now()`, [id]),
    ).toBe(1);
  });
}

describe('a wait for an event', () => {
  it('ends with the first that matches, and gives it to the tasks that follow', async () => {
    const user = aUser();
    const id = await waiting(
      [wait(), { id: 'after', type: 'set', values: { by: '{{ tasks.w.output.body.by }}' } }],
      user,
    );
    const { json } = await send('user.confirmed', user, { by: 'mail' });
    expect(await outputOf(id)).toMatchObject({
      timedOut: false,
      type: 'user.confirmed',
      subject: user,
      source: source.name,
      body: { by: 'mail' },
    });
    const after = await signet.rows(
      `select output from task_run where execution_id = $1 and task_id = 'after'`,
      [id],
    );
    expect(after).toEqual([{ output: { by: 'mail' } }]);
    expect(json.executions).toEqual([]);
    expect(await waitsOf(id)).toBe(0);
  });

  it('is one row meanwhile, that nobody holds', async () => {
    const id = await waiting([wait({}, { timeout: '365d' })], aUser());
    await requireStillWaiting(id);
    const [row] = await signet.rows('select worker, lease_until from open_execution where id = $1', [id]);
    expect(row).toEqual({ worker: null, lease_until: null });
    expect(await waitsOf(id)).toBe(1);
  });

  it('is not ended by one of another type, subject or source, nor by one that came before it', async () => {
    const user = aUser();
    await send('user.confirmed', user);
    const id = await waiting([wait()], user);
    const other = await aSource(signet, { event: { subject: ['json:/user'] } });
    await send('user.confirmed.late', user);
    await send('user.confirm', user);
    await send('user.confirmed', aUser());
    await send('user.confirmed', user, {}, other);
    await requireStillWaiting(id);
    await send('user.confirmed', user);
    expect(await outputOf(id)).toMatchObject({ subject: user });
  });

  it('is not ended by one its condition does not hold for, nor by one it cannot be asked of', async () => {
    const user = aUser();
    const id = await waiting(
      [wait({ when: 'event.body.level > 2 && trigger.subject == event.subject' })],
      user,
    );
    await send('user.confirmed', user, { level: 2 });
    await send('user.confirmed', user);
    await send('user.confirmed', user, { level: 'high' });
    await requireStillWaiting(id);
    await send('user.confirmed', user, { level: 3 });
    expect(await outputOf(id)).toMatchObject({ body: { level: 3 } });
  });

  it('finds the one among many that its condition does not hold for', async () => {
    const user = aUser();
    const id = await waiting([wait({ when: 'event.body.n == 49' })], user);
    await Promise.all(Array.from({ length: 50 }, (_, n) => send('user.confirmed', user, { n })));
    expect(await outputOf(id)).toMatchObject({ body: { n: 49 } });
  });

  it('finds it behind many that each look finds again', async () => {
    const user = aUser();
    const id = await waiting([wait({ when: 'event.body.n == 49' })], user);
    await signet.rows(`update event_wait set until = now() + interval '1 hour' where execution_id = $1`, [
      id,
    ]);
    await Promise.all(Array.from({ length: 50 }, (_, n) => send('user.confirmed', user, { n })));
    expect(await outputOf(id)).toMatchObject({ body: { n: 49 } });
    expect(await signet.count('event_match', 'execution_id = $1', [id])).toBe(0);
  });

  it('may be for another subject than that of the execution, which is rendered', async () => {
    const manager = aUser();
    const id = await waiting([wait({ subject: `{{ '${manager}' }}` })], aUser());
    await send('user.confirmed', manager);
    expect(await outputOf(id)).toMatchObject({ subject: manager });
  });

  it('fails where the subject it is to be for is none', async () => {
    const start = `start.${randomUUID()}`;
    await deploy(signet, {
      triggers: [on(source.name, [start])],
      tasks: [wait({ subject: "{{ '' }}" })],
    });
    const { json } = await send(start, aUser());
    expect(await settled(signet, json.executions[0]!)).toMatchObject({
      status: 'dead',
      last_error: { code: 'expression_failed' },
    });
  });

  it('hears of events by their common type, and by prefixes', async () => {
    const hook = await aSource(signet, {
      event: { subject: ['json:/user'] },
      vocabulary: { 'acme.mail.seen': 'user.updated' },
    });
    const [one, other] = [aUser(), aUser()];
    const common = await waiting([wait({ source: hook.name, events: ['never', 'user.updated'] })], one);
    const prefix = await waiting([wait({ source: hook.name, events: ['acme.*'] })], other);
    await send('acme.mail.seen', one, {}, hook);
    await send('acme.mail.seen', other, {}, hook);
    expect(await outputOf(common)).toMatchObject({ type: 'acme.mail.seen', commonType: 'user.updated' });
    expect(await outputOf(prefix)).toMatchObject({ subject: other });
  });

  it('is ended once, by one of two that come at the same time', async () => {
    const user = aUser();
    const twice = {
      id: 'again',
      type: 'wait',
      event: { source: source.name, events: ['never'] },
      timeout: '1h',
    };
    const id = await waiting([wait(), twice], user);
    await Promise.all([1, 2, 3, 4].map((n) => send('user.confirmed', user, { n })));
    await eventually(async () =>
      expect(await signet.rows('select task_id from event_wait where execution_id = $1', [id])).toEqual([
        { task_id: 'again' },
      ]),
    );
    await requireStillWaiting(id);
    const runs = await signet.rows(
      'select task_id, attempt, status from task_run where execution_id = $1 order by position',
      [id],
    );
    expect(runs).toEqual([
      { task_id: 'w', attempt: 1, status: 'succeeded' },
      { task_id: 'again', attempt: 1, status: 'waiting' },
    ]);
  });

  it('ends all that wait for it, in whichever round of a loop', async () => {
    const user = aUser();
    const loop = {
      id: 'each',
      type: 'forEach',
      values: ['a', 'b', 'c'],
      concurrency: 3,
      tasks: [wait({ when: 'event.body.key == each.value' })],
    };
    const ids = [await waiting([loop], user), await waiting([wait()], user)];
    for (const key of ['b', 'c', 'a']) {
      await send('user.confirmed', user, { key });
    }
    await Promise.all(ids.map((id) => settled(signet, id)));
    const rows = await signet.rows(
      `select output #>> '{body,key}' as key from task_run where execution_id = $1 and task_id = 'w' order by iteration`,
      [ids[0]],
    );
    expect(rows).toEqual([{ key: 'a' }, { key: 'b' }, { key: 'c' }]);
  });
});

describe('waits of one lane', () => {
  it('that end at the same time end one after the other', async () => {
    const user = aUser();
    const start = `start.${randomUUID()}`;
    await deploy(signet, { triggers: [on(source.name, [start])], tasks: [wait()] });
    const ids = await Promise.all([1, 2, 3].map(async () => (await send(start, user)).json.executions[0]!));
    await eventually(async () => expect(await Promise.all(ids.map((id) => waitsOf(id)))).toEqual([1, 1, 1]));
    await send('user.confirmed', user);
    for (const id of ids) {
      expect(await outputOf(id)).toMatchObject({ subject: user });
    }
  });
});

describe('a wait that nothing comes for', () => {
  it('takes the branch of its timeout, once', async () => {
    const user = aUser();
    const onTimeout = [{ id: 'late', type: 'set', values: { late: true } }];
    const id = await waiting([wait({}, { timeout: '200ms', onTimeout })], user);
    expect(await outputOf(id)).toEqual({ timedOut: true });
    expect(await signet.count('task_run', `execution_id = $1 and task_id = 'late'`, [id])).toBe(1);
    expect(await waitsOf(id)).toBe(0);
  });

  it('comes to one end when an event arrives at that very moment', async () => {
    const onTimeout = [{ id: 'late', type: 'set', values: { late: true } }];
    const users = Array.from({ length: 20 }, aUser);
    const ids = await Promise.all(
      users.map((user) => waiting([wait({}, { timeout: '700ms', onTimeout })], user)),
    );
    await Promise.all(users.map((user) => send('user.confirmed', user)));
    for (const id of ids) {
      const { timedOut } = await outputOf(id);
      const late = await signet.count('task_run', `execution_id = $1 and task_id = 'late'`, [id]);
      expect(late).toBe(timedOut ? 1 : 0);
    }
  });

  it('is over with its execution', async () => {
    const id = await waiting([wait()], aUser());
    await signet.rows(
      `update open_execution set control = 'cancel', status = 'retrying', due_at = now() where id = $1`,
      [id],
    );
    expect((await settled(signet, id)).status).toBe('cancelled');
    expect(await waitsOf(id)).toBe(0);
  });
});

describe('what nobody was told of', () => {
  /** An event that is in the ledger, though nothing was done about it. */
  async function recordSilently(
    user: string,
    at: string,
    values: readonly unknown[],
    body: object = {},
  ): Promise<string> {
    const id = newId();
    await signet.rows(
      `insert into event (id, delivery_id, tenant, hook_id, source, type, subject, bytes, body, headers, parameters,
                          received_at)
       select $1, $1, 'main', $2, $3, 'user.confirmed', $4, 2, '${JSON.stringify(body)}', '{}', '{}', ${at}`,
      [id, source.id, source.name, user, ...values],
    );
    return id;
  }

  it('is found by the next look, when it was recorded by who could not see the wait yet', async () => {
    const user = aUser();
    const id = await waiting([wait()], user);
    const since = `(select since from event_wait where execution_id = $5)`;
    await recordSilently(user, `${since} - interval '1 millisecond'`, [id]);
    await eventually(async () =>
      expect(await signet.count('event_wait', 'execution_id = $1 and until is not null', [id])).toBe(1),
    );
    await requireStillWaiting(id);
    await recordSilently(user, `${since} + interval '1 microsecond'`, [id]);
    // It is due when the wait is twice as old, on a busy machine later than anybody waits here.
    await signet.rows(`update event_wait set look_at = now() where execution_id = $1`, [id]);
    expect(await outputOf(id)).toMatchObject({ subject: user });
  });

  it('is found at the timeout at the latest', async () => {
    const user = aUser();
    const id = await waiting([wait()], user);
    await signet.rows(`update event_wait set look_at = 'infinity', until = now() where execution_id = $1`, [
      id,
    ]);
    await recordSilently(user, '(select since from event_wait where execution_id = $5)', [id]);
    await signet.rows(`update task_run set due_at = now() where execution_id = $1 and task_id = 'w'`, [id]);
    await signet.rows('update open_execution set due_at = now() where id = $1', [id]);
    expect(await outputOf(id)).toMatchObject({ timedOut: false, subject: user });
  });

  it('is found at the timeout behind many that it is not', async () => {
    const user = aUser();
    const id = await waiting([wait({ when: 'event.body.n == 29' })], user);
    await signet.rows(`update event_wait set look_at = 'infinity', until = now() where execution_id = $1`, [
      id,
    ]);
    const since = '(select since from event_wait where execution_id = $5)';
    for (let n = 0; n < 30; n += 1) {
      await recordSilently(user, since, [id], { n });
    }
    await signet.rows(`update task_run set due_at = now() where execution_id = $1 and task_id = 'w'`, [id]);
    await signet.rows('update open_execution set due_at = now() where id = $1', [id]);
    expect(await outputOf(id)).toMatchObject({ timedOut: false, body: { n: 29 } });
  });

  it('wakes its execution though its recorder was killed before it could', async () => {
    const user = aUser();
    const id = await waiting([wait()], user);
    const event = await recordSilently(user, "now() + interval '1 hour'", []);
    await signet.rows(
      `insert into event_match (execution_id, task_id, iteration, event_id) values ($1, 'w', 0, $2)`,
      [id, event],
    );
    expect(await outputOf(id)).toMatchObject({ subject: user });
  });
});

describe('waits of others', () => {
  it('are not ended by events of another environment', async () => {
    const user = aUser();
    const id = await waiting([wait()], user, 'staging');
    await send('user.confirmed', user);
    await requireStillWaiting(id);
    await send('user.confirmed', user, {}, { url: `${source.url}?environment=staging` });
    expect(await outputOf(id)).toMatchObject({ subject: user });
  });

  it('are not ended by events of another tenant', async () => {
    const user = aUser();
    const id = await waiting([wait()], user);
    const address = newAddress();
    await signet.rows(`insert into tenant (name) values ('other')`);
    await signet.rows(`insert into environment (tenant, name) values ('other', 'production')`);
    const [row] = await signet.rows<{ id: string }>(
      `insert into source (id, tenant, name, definition) values ($1, 'other', $2, $3) returning id`,
      [newId(), source.name, { open: true, event: { subject: ['json:/user'], type: ['json:/type'] } }],
    );
    await signet.rows(`insert into hook (id, tenant, address, source_id) values ($1, 'other', $2, $3)`, [
      newId(),
      address,
      row!.id,
    ]);
    await signet.part(HookDirectory).refresh();
    const { status, json } = await send(
      'user.confirmed',
      user,
      {},
      { url: `${signet.url}/hooks/${address}` },
    );
    expect(status).toBe(202);
    expect(
      await signet.rows('select tenant, type, subject, source from event where id = $1', [json.event]),
    ).toEqual([{ tenant: 'other', type: 'user.confirmed', subject: user, source: source.name }]);
    await requireStillWaiting(id);
  });

  it('are for the same types as triggers', async () => {
    const name = fc.stringMatching(/^[a-b.*]{0,5}$/);
    const pattern = fc.oneof(
      name,
      name.map((prefix) => `${prefix}.*`),
      fc.constant('*'),
    );
    const cases = fc.sample(
      fc.tuple(fc.array(pattern, { maxLength: 3 }), fc.option(name), fc.option(name)),
      500,
    );
    const [row] = await signet.rows<{ taken: boolean[] }>(
      `select array_agg(signet_takes_event(array(select json_array_elements_text(c -> 0)), c ->> 1, c ->> 2) order by n) as taken
         from json_array_elements($1::json) with ordinality as x (c, n)`,
      [JSON.stringify(cases)],
    );
    const expected = cases.map(([patterns, ...types]) =>
      patterns.some((one) => types.some((type) => type !== null && matchesType(one, type))),
    );
    expect(row!.taken).toEqual(expected);
  });
});
