import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Watcher } from '../../src/intake/answers/watcher.service.js';
import { Metrics } from '../../src/telemetry/metrics.js';
import { send } from '../support/a-delivery.js';
import type { Answered } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import { Latch } from '../support/a-target.js';
import { deploy, on, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { TwoByTwo } from '../support/two-by-two.js';

const WAIT_LIMIT = 1200;

let signet: TwoByTwo;

beforeAll(async () => {
  signet = await TwoByTwo.start({ WAIT_LIMIT: String(WAIT_LIMIT), WAIT_MS: '200000' });
});
afterAll(() => signet?.stop());

const ECHO = { tasks: [{ id: 'echo', type: 'set', values: { user: '{{ trigger.body.userId }}' } }] };

function call(url: string, body: object = {}, headers: Record<string, string> = {}): Promise<Answered> {
  const all = { 'content-type': 'application/json', ...headers };
  return send(url, { method: 'POST', headers: all, body: JSON.stringify(body) });
}

/** The same for callers by the thousand: what they are answered, without what else a client does. */
function bareCall(url: string, key: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const calling = request(url, { method: 'POST', headers: { 'idempotency-key': key } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text));
    });
    calling.on('error', reject).end('{}');
  });
}

/** What the answer says, whatever it is. */
const told = ({ text }: Answered): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

const watcher = (web: 0 | 1): Watcher => signet.webs[web].part(Watcher);

async function waits(web: 0 | 1, outcome: string): Promise<number> {
  const { values } = await signet.webs[web].part(Metrics).waits.get();
  return values.find(({ labels }) => labels['outcome'] === outcome)?.value ?? 0;
}

describe('a caller of a trigger that says wait', () => {
  it('is told how the execution ended, whichever worker ran it and by whichever door it came', async () => {
    const hook = await signet.hook({ wait: true }, ECHO);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => call(n % 2 === 0 ? hook.url : hook.other, { userId: `u${n}` })),
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.map((answer) => told(answer)['outputs'])).toEqual(
      answers.map((_, n) => ({ echo: { user: `u${n}` } })),
    );
    const { headers } = answers[0]!;
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.has('preference-applied')).toBe(false);
  });

  it('is told 202 and where to look when it does not end in time, and the execution goes on', async () => {
    const latch = new Latch();
    signet.target.answer = () => latch.opened;
    const hook = await signet.hook({ wait: '300ms' }, { tasks: [signet.call('/slow')] });
    const answer = await call(hook.url);
    const execution = String(told(answer)['execution']);
    const path = `/api/v1/executions/${execution}`;

    expect(answer.status).toBe(202);
    expect(told(answer)).toMatchObject({
      executions: [execution],
      links: { status: `${path}/status`, stream: `${path}/stream` },
    });
    expect(answer.headers.get('location')).toBe(`${path}/status`);
    latch.open();
    expect(await settled(signet.webs[0], execution)).toMatchObject({ status: 'succeeded' });
  });

  it('is told that it failed, and nothing of why', async () => {
    const failing = { id: 'no', type: 'fail', message: 'the password is hunter2' };
    const hook = await signet.hook({ wait: true }, { tasks: [failing] });
    const answer = await call(hook.url);

    expect(answer.status).toBe(502);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(told(answer)).toMatchObject({ status: 502, outcome: 'dead', execution: expect.any(String) });
    expect(answer.text).not.toContain('hunter2');
  });

  it('is told at once where the condition is not met', async () => {
    const hook = await signet.hook({ wait: true, when: 'trigger.body.yes' }, ECHO);
    const answer = await call(hook.url, { yes: false });

    expect([answer.status, answer.json.executions]).toEqual([202, []]);
  });

  it('is told the same when the delivery comes again, before its execution ends and after', async () => {
    const latch = new Latch();
    signet.target.answer = () => latch.opened;
    const hook = await signet.hook({ wait: true }, { tasks: [signet.call('/once')] });
    const key = { 'idempotency-key': 'the-same' };
    const both = [call(hook.url, { n: 1 }, key), call(hook.other, { n: 2 }, key)];
    await eventually(() => expect(watcher(0).waiting + watcher(1).waiting).toBe(2));
    latch.open();
    const [one, two] = await Promise.all(both);
    const three = await call(hook.other, { n: 3 }, key);

    expect([one!.status, two!.status, three.status]).toEqual([200, 200, 200]);
    expect(new Set([one!.text, two!.text, three.text]).size).toBe(1);
    expect(signet.target.to('/once')).toHaveLength(1);
  });

  it('waits for nothing when the delivery carries several events', async () => {
    const item = (n: number) => ({ uuid: `batch-${n}`, eventType: 'user.lifecycle.create' });
    const okta = { profile: 'okta', secrets: ['the-token'] };
    const hook = await signet.hook({ wait: true, open: false, verify: okta }, ECHO);
    const answer = await call(
      hook.url,
      { data: { events: [item(1), item(2)] } },
      { authorization: 'the-token' },
    );

    expect([answer.status, answer.json.executions.length]).toEqual([202, 2]);
  });
});

describe('a caller that says what it prefers', () => {
  it('waits where the trigger does not ask it to, and is told so', async () => {
    const hook = await signet.hook({}, ECHO);
    const waited = await call(hook.url, { userId: 'u' }, { prefer: 'wait=10' });
    const not = await call(hook.url, { userId: 'u' });

    expect([waited.status, not.status]).toEqual([200, 202]);
    expect(waited.headers.get('preference-applied')).toBe('wait=10');
    expect(not.headers.has('preference-applied')).toBe(false);
  });

  it('does not wait when it would rather not, whatever the trigger says', async () => {
    const hook = await signet.hook({ wait: true }, ECHO);
    const answer = await call(hook.url, {}, { prefer: 'respond-async' });

    expect([answer.status, answer.json.executions.length]).toEqual([202, 1]);
    expect(answer.headers.get('preference-applied')).toBe('respond-async');
  });

  it('waits no longer than it says', async () => {
    const latch = new Latch();
    signet.target.answer = () => latch.opened;
    const hook = await signet.hook({ wait: true }, { tasks: [signet.call('/long')] });
    const answer = await call(hook.url, {}, { prefer: 'respond-async, wait=1' });
    latch.open();

    expect([answer.status, answer.headers.get('preference-applied')]).toEqual([202, 'respond-async, wait=1']);
  });

  it('waits for no execution of a source, which has many', async () => {
    const source = await aSource(signet.webs[0], { open: true });
    await deploy(signet.webs[0], { triggers: [on(source.name)], ...ECHO });
    const answer = await call(source.url, { type: 'x' }, { prefer: 'wait=10' });

    expect([answer.status, answer.json.executions.length]).toEqual([202, 1]);
  });
});

describe('those who wait', () => {
  it('by the thousand cost no connection, and are all answered', async () => {
    const latch = new Latch();
    signet.target.answer = () => latch.opened;
    const hook = await signet.hook({ wait: true }, { tasks: [signet.call('/thousand')] });
    const answers: Promise<string>[] = [];
    for (let wave = 1; wave <= 10; wave += 1) {
      for (let n = 0; n < 100; n += 1) {
        answers.push(bareCall(hook.url, `one-of-a-hundred-${n}`));
      }
      await eventually(() => expect(watcher(0).waiting).toBe(100 * wave), { within: 60_000 });
    }

    const seen: number[] = [];
    await eventually(() => {
      seen.push(signet.lent(signet.webs[0]));
      expect(seen.length).toBeGreaterThan(20);
    });
    expect(Math.max(...seen)).toBeLessThanOrEqual(2);
    latch.open();
    const all = (await Promise.all(answers)).map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(all.filter(({ status }) => status === 'succeeded')).toHaveLength(1000);
    expect(new Set(all.map(({ execution }) => execution)).size).toBe(100);
    expect(watcher(0).waiting).toBe(0);
  }, 180_000);

  it('are no more than the limit: one more is told 202 at once, and a metric says so', async () => {
    const latch = new Latch();
    signet.target.answer = () => latch.opened;
    const hook = await signet.hook({ wait: true }, { tasks: [signet.call('/full')] });
    const first = told(await call(hook.url, {}, { prefer: 'respond-async' }));
    const [execution] = first['executions'] as [string];
    const waiting = Array.from({ length: WAIT_LIMIT }, () => watcher(1).finished(execution, 20_000));
    const refused = await waits(1, 'refused');
    const answer = await call(hook.other);
    latch.open();

    expect(answer.status).toBe(202);
    expect(await waits(1, 'refused')).toBe(refused + 1);
    expect((await Promise.all(waiting)).every((outcome) => outcome?.status === 'succeeded')).toBe(true);
  });

  it('are forgotten at once when they hang up', async () => {
    const latch = new Latch();
    signet.target.answer = () => latch.opened;
    const hook = await signet.hook({ wait: true }, { tasks: [signet.call('/hang-up')] });
    const hungUp = await waits(0, 'hung_up');
    const caller = request(hook.url, { method: 'POST' }).end('{}');
    caller.on('error', () => undefined);
    await eventually(() => expect(watcher(0).waiting).toBe(1));
    caller.destroy();

    await eventually(() => expect(watcher(0).waiting).toBe(0));
    expect(await waits(0, 'hung_up')).toBe(hungUp + 1);
    latch.open();
  });

  it('are told 202 at once when the process stops in order', async () => {
    const latch = new Latch();
    signet.target.answer = () => latch.opened;
    const hook = await signet.hook({ wait: true }, { tasks: [signet.call('/stop')] });
    const [{ databaseUrl }] = signet.webs;
    const third = await startTestSignet({ env: { ROLE: 'web' }, databaseUrl });
    const answering = call(hook.url.replace(signet.webs[0].url, third.url));
    await eventually(() => expect(third.part(Watcher).waiting).toBe(1));
    await third.stop();
    const answer = await answering;
    latch.open();

    expect(answer.status).toBe(202);
    expect(told(answer)).toHaveProperty('links');
  });
});
