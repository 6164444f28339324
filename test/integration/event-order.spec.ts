/** Triggers that want the latest event of a subject alone: what comes too late is superseded. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDelivery, post } from '../support/a-delivery.js';
import { aSource, type TestHook } from '../support/a-hook.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { Target } from '../support/a-target.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { allSettled, deploy, type Finished, on, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

let signet: TestSignet;
let other: TestSignet;
let target: Target;
let source: TestHook;

beforeAll(async () => {
  target = await Target.start();
  const env = { ...WITH_ADMIN, OUTBOUND_ALLOW: '127.0.0.0/8' };
  signet = await startTestSignet({ env });
  other = await startTestSignet({ env: { ...env, ROLE: 'worker' }, databaseUrl: signet.databaseUrl });
  source = await aSource(signet, { event: { subject: ['json:/user'], time: ['json:/at'] } });
});
afterAll(async () => {
  await other?.stop();
  await signet?.stop();
  await target?.stop();
});

const START = Date.parse('2026-11-20T10:00:00Z');
const minute = (n: number): string => new Date(START + n * 60_000).toISOString();
const aUser = (): string => `u-${randomUUID()}`;

const CALL = (): object => ({
  id: 'call',
  type: 'http.request',
  method: 'POST',
  url: `${target.url}/changed`,
  body: { user: '{{ trigger.subject }}', n: '{{ trigger.body.n }}' },
  retry: { type: 'constant', interval: '1s', maxAttempts: 1 },
});

/** A workflow on an event type of its own, and how to send one of the n-th minute. */
async function listening(
  parts: object = {},
  trigger: object = { order: 'latest' },
): Promise<{ send: (user: string, n: number, at?: string) => Promise<string> }> {
  const type = `t.${randomUUID()}`;
  await deploy(signet, {
    triggers: [on(source.name, [type], { id: 'on', ...trigger })],
    tasks: [CALL()],
    ...parts,
  });
  return {
    send: async (user, n, at = minute(n)) => {
      const { json } = await post(source, aDelivery({ body: { type, user, n, at } }));
      return json.executions[0]!;
    },
  };
}

const callsOf = (user: string): unknown[] =>
  target.calls.filter(({ body }) => body?.['user'] === user).map(({ body }) => body?.['n']);
const ended = async (id: Promise<string>): Promise<Finished> => settled(signet, await id);

describe('an event older than the newest of its subject', () => {
  it('ends superseded, with the reason, without an effect or a dead letter', async () => {
    const user = aUser();
    const { send } = await listening();
    expect(await ended(send(user, 2))).toMatchObject({ status: 'succeeded' });
    const late = await ended(send(user, 1));
    expect(late).toMatchObject({
      status: 'superseded',
      reason: 'newer_event',
      last_error: { code: 'newer_event', message: expect.stringContaining(minute(2)) },
    });
    expect(callsOf(user)).toEqual([2]);
    expect(await signet.count('task_run', 'execution_id = $1', [late.id])).toBe(0);
    expect(await signet.count('dead_letter', 'execution_id = $1', [late.id])).toBe(0);
    const shown = await new TestApi(signet).must('GET', '/executions?status=superseded');
    expect(shown.items).toContainEqual(expect.objectContaining({ id: late.id, reason: 'newer_event' }));
  });

  it('runs where nobody asks for the order, and for another subject', async () => {
    const [user, second] = [aUser(), aUser()];
    const { send } = await listening({}, {});
    const asking = await listening();
    for (const id of [send(user, 2), send(user, 1), asking.send(user, 2), asking.send(second, 1)]) {
      expect(await ended(id)).toMatchObject({ status: 'succeeded' });
    }
  });

  it('is another than one of the same time, and one that came in order', async () => {
    const user = aUser();
    const { send } = await listening();
    for (const n of [1, 1, 2, 2, 3]) {
      expect(await ended(send(user, n))).toMatchObject({ status: 'succeeded' });
    }
    expect(callsOf(user)).toEqual([1, 1, 2, 2, 3]);
  });

  it('is superseded also when it is replayed as a dead letter, and the newest is not', async () => {
    const user = aUser();
    const { send } = await listening();
    target.answer = (_, response) => void response.writeHead(400).end();
    const first = await ended(send(user, 1));
    expect(first).toMatchObject({ status: 'dead' });
    const second = await ended(send(user, 2));
    expect(second).toMatchObject({ status: 'dead' });
    target.answer = () => undefined;
    const api = new TestApi(signet);
    const replay = async (id: string): Promise<Finished> => {
      const { execution } = await api.must('POST', `/dead-letters/${id}/replay`, {});
      return settled(signet, execution);
    };
    expect(await replay(first.id)).toMatchObject({ status: 'superseded', reason: 'newer_event' });
    expect(await replay(second.id)).toMatchObject({ status: 'succeeded' });
    expect(await signet.count('dead_letter', `execution_id = $1 and status = 'replayed'`, [first.id])).toBe(
      1,
    );
  });

  it('goes on when it has begun, whatever comes while it waits', async () => {
    const user = aUser();
    const wait = { id: 'pause', type: 'wait', for: '1h' };
    const { send } = await listening({ tasks: [{ ...wait, if: 'trigger.body.n == 1' }, CALL()] });
    const first = await send(user, 1);
    await eventually(async () => {
      const waits = `id = $1 and status = 'waiting' and in_order`;
      expect(await signet.count('open_execution', waits, [first])).toBe(1);
    });
    expect(await ended(send(user, 2))).toMatchObject({ status: 'succeeded' });
    await signet.rows('update task_run set due_at = now() where execution_id = $1', [first]);
    await signet.rows('update open_execution set due_at = now() where id = $1', [first]);
    expect(await settled(signet, first)).toMatchObject({ status: 'succeeded' });
  });

  it('is found by two workers who run the subject side by side', async () => {
    const user = aUser();
    const { send } = await listening({ lane: '{{ trigger.body.n }}' });
    const numbers = Array.from({ length: 40 }, (_, index) => (index * 17) % 40);
    const finished = await allSettled(signet, await Promise.all(numbers.map((n) => send(user, n))));
    const statuses = new Map(finished.map((one, index) => [numbers[index]!, one.status]));
    expect(statuses.get(39)).toBe('succeeded');
    expect([...new Set(statuses.values())].toSorted()).toEqual(['succeeded', 'superseded']);
    const begun = numbers.filter((n) => statuses.get(n) === 'succeeded');
    expect(new Set(callsOf(user))).toEqual(new Set(begun));
    expect(await ended(send(user, 38))).toMatchObject({ status: 'superseded' });
    expect(await signet.count('newest_event', 'subject = $1', [user])).toBe(1);
  });

  it('is not every one that follows an event from the future', async () => {
    const user = aUser();
    const { send } = await listening();
    expect(await ended(send(user, 0, '2999-01-01T00:00:00Z'))).toMatchObject({ status: 'succeeded' });
    const now = new Date(Date.now() + 1000).toISOString();
    expect(await ended(send(user, 1, now))).toMatchObject({ status: 'succeeded' });
  });
});
