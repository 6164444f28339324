import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { PollLeasesRepository } from '../../src/ssf/poll-leases.repository.js';
import { Metrics } from '../../src/telemetry/metrics.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, NOTHING, on } from '../support/builders.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { aPolledSource, AT_HOME } from '../support/ssf-source.js';
import type { SsfStream } from '../support/ssf-stream.js';
import { type Fault, TestTransmitter, verification } from '../support/ssf-transmitter.js';

let signet: TestSignet;
let transmitter: TestTransmitter;
let made = 0;

beforeAll(async () => {
  signet = await startTestSignet({ env: AT_HOME });
  transmitter = await TestTransmitter.start();
});
afterAll(async () => {
  await signet?.stop();
  await transmitter?.stop();
});
afterEach(() => {
  transmitter.fault = () => undefined;
});

const tokens = async (stream: SsfStream, count: number): Promise<string[]> => {
  const sent: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { jti } = await transmitter.send({ subject: { format: 'opaque', id: `usr_${n}` } }, stream);
    sent.push(jti);
  }
  return sent;
};
const idsOf = async (source: string, at: TestSignet = signet): Promise<string[]> =>
  (
    await at.rows<{ jti: string }>(`select body ->> 'jti' as jti from event where source = $1 order by id`, [
      source,
    ])
  ).map(({ jti }) => jti);
const rowOf = async (source: string): Promise<Record<string, unknown>> =>
  (
    await signet.rows('select t.* from ssf_stream t join source s on s.id = t.source_id where s.name = $1', [
      source,
    ])
  )[0]!;

/** A stream and a source that polls it, under a name of their own. `before` is done before the first poll. */
async function polled(
  options: { intervalSeconds?: number; maxEvents?: number; longPoll?: boolean; token?: string } = {},
  before: (stream: SsfStream) => void | Promise<void> = () => undefined,
): Promise<{ name: string; stream: SsfStream }> {
  const name = `polled-${(made += 1)}`;
  const stream = transmitter.addStream();
  await before(stream);
  await aPolledSource(signet, transmitter, stream, { name, ...options });
  return { name, stream };
}

/** Of the polls of one stream. */
const failing =
  (fault: () => Fault) =>
  (stream: SsfStream): void => {
    transmitter.fault = ({ path }) => (path === `/poll/${stream.id}` ? fault() : undefined);
  };

describe('a source that polls', () => {
  it('records what its transmitter has, runs it, and acknowledges it with the next poll', async () => {
    const { name, stream } = await polled();
    await deploy(signet, { id: `after-${name}`, triggers: [on(name)], tasks: [NOTHING] });
    const sent = await tokens(stream, 3);

    await eventually(() => expect(stream.acked).toEqual(sent));
    expect(stream.pending).toBe(0);
    expect(await idsOf(name)).toHaveLength(3);
    await eventually(async () =>
      expect(
        await signet.count(
          'execution',
          `status = 'succeeded' and event_id in
        (select id from event where source = $1)`,
          [name],
        ),
      ).toBe(3),
    );
    const { values } = await signet.part(Metrics).polls.get();
    expect(values).toContainEqual({ labels: { source: name, outcome: 'tokens' }, value: expect.any(Number) });
    const giving = stream.polls.findIndex(({ ack }) => ack !== undefined);
    expect(giving).toBeGreaterThan(0);
    expect(stream.polls[0]).toEqual({ maxEvents: 50, returnImmediately: false });
  });

  it('takes what arrives while a poll is held open, without waiting for the next', async () => {
    const { stream } = await polled({ intervalSeconds: 3600 });
    await eventually(() => expect(stream.polls.length).toBeGreaterThan(0));
    const sent = await tokens(stream, 1);
    await eventually(() => expect(stream.acked).toEqual(sent));
  });

  it('asks again at once for as long as there is more than came', async () => {
    const [name, stream] = ['with-more', transmitter.addStream()];
    const sent = await tokens(stream, 7);
    const options = { maxEvents: 2, intervalSeconds: 3600, longPoll: false };
    await aPolledSource(signet, transmitter, stream, { name, ...options });
    await eventually(() => expect(stream.acked).toEqual(sent));
    expect(stream.polls.map(({ maxEvents }) => maxEvents)).toEqual(stream.polls.map(() => 2));
    expect(await idsOf(name)).toEqual(sent);
  });

  it('answers tokens that do not verify with their errors, and takes the others', async () => {
    const { name, stream } = await polled();
    const [good] = await tokens(stream, 1);
    const foreign = await transmitter.send({ claims: { aud: 'somebody-else' } }, stream);
    const forged = await transmitter.send({ header: { kid: 'another' } }, stream);
    const other = await transmitter.token();
    stream.send({ jti: 'another-name', text: other.text });
    stream.send({ jti: 'no-token', text: 'hello' });

    await eventually(() => expect(Object.keys(stream.refused)).toHaveLength(4));
    expect(stream.refused).toEqual({
      [foreign.jti]: { err: 'invalid_audience', description: expect.any(String) },
      [forged.jti]: { err: 'invalid_key', description: expect.any(String) },
      'another-name': { err: 'invalid_request', description: expect.any(String) },
      'no-token': { err: 'invalid_request', description: expect.any(String) },
    });
    expect(await idsOf(name)).toEqual([good]);
    await eventually(async () => {
      const reasons = await signet.rows<{ reason: string }>(
        `select reason from delivery_log where outcome = 'refused' and hook_id in
           (select h.id from hook h join source s on s.id = h.source_id where s.name = $1) order by 1`,
        [name],
      );
      expect(reasons.map(({ reason }) => reason)).toEqual([
        'bad_audience',
        'claim_mismatch',
        'malformed_token',
        'unknown_key',
      ]);
    });
  });

  it('acknowledges what is about the stream itself, and starts nothing', async () => {
    const { name, stream } = await polled();
    const { jti } = await transmitter.send(verification(stream), stream);
    await eventually(() => expect(stream.acked).toEqual([jti]));
    expect(await idsOf(name)).toEqual([]);
    expect(await rowOf(name)).toMatchObject({ verified_at: expect.any(Date) });
  });

  it('whose transmitter takes no acknowledgement is not asked in a circle', async () => {
    const { jti, text } = await transmitter.token();
    const { name, stream } = await polled(
      { intervalSeconds: 3600 },
      failing(() => ({ status: 200, text: JSON.stringify({ sets: { [jti]: text } }) })),
    );
    const asked = () => transmitter.calls.filter(({ path }) => path === `/poll/${stream.id}`);
    await eventually(() => expect(asked().filter(({ body }) => 'ack' in body)).toHaveLength(1));
    await eventually(async () => expect(await idsOf(name)).toEqual([jti]));
    await transmitter.stream.settled();
    expect(asked().filter(({ body }) => 'ack' in body)).toHaveLength(1);
  });

  it('stops when it is disabled, and goes on when it is enabled', async () => {
    const { name, stream } = await polled();
    await eventually(() => expect(stream.polls.length).toBeGreaterThan(0));
    const enable = (enabled: boolean) =>
      signet.rows('update hook set enabled = $2 where source_id = (select id from source where name = $1)', [
        name,
        enabled,
      ]);
    await enable(false);
    await eventually(async () => expect(await rowOf(name)).toMatchObject({ poller: null }));
    const [late] = await tokens(stream, 1);
    expect(stream.acked).toEqual([]);
    await enable(true);
    await eventually(() => expect(stream.acked).toEqual([late]));
  });
});

describe('a transmitter that does not answer', () => {
  const fails = (status: number, headers: Record<string, string> = {}) => ({ status, headers });

  it.each([
    ['answers 500', () => fails(500), 'the transmitter answered 500'],
    ['breaks off', () => 'drop' as const, 'the request was sent and no whole answer came'],
    ['does not take the token', () => fails(401), 'the transmitter does not accept the token (401)'],
    [
      'sends no JSON',
      () => ({ status: 200, text: '<html>' }),
      'the transmitter does not answer a poll with a JSON object',
    ],
    ['redirects', () => fails(302, { location: 'https://127.0.0.1:1/' }), 'the transmitter refused (302)'],
    [
      'says too much',
      () => ({ status: 200, text: 'x'.repeat(9_000_000) }),
      'the answer is larger than 8388608 bytes',
    ],
  ])('and %s is asked again, later each time, and nothing is lost', async (_, fault, error) => {
    let sent: string[] = [];
    const { name, stream } = await polled({}, async (stream) => {
      failing(fault)(stream);
      sent = await tokens(stream, 2);
    });
    await eventually(async () => expect(await rowOf(name)).toMatchObject({ last_error: error }));
    const row = await rowOf(name);
    expect((row['next_poll_at'] as Date).getTime()).toBeGreaterThan((row['last_error_at'] as Date).getTime());
    expect(await idsOf(name)).toEqual([]);

    transmitter.fault = () => undefined;
    await eventually(() => expect(stream.acked).toEqual(sent), { within: 20_000 });
    expect(await rowOf(name)).toMatchObject({ next_poll_at: null, polled_at: expect.any(Date) });
  });

  it('and says when to come back is not asked earlier, by whoever polls then', async () => {
    const { name, stream } = await polled(
      {},
      failing(() => fails(429, { 'retry-after': '3600' })),
    );
    const asked = () => transmitter.calls.filter(({ path }) => path === `/poll/${stream.id}`).length;
    await eventually(async () => expect(await rowOf(name)).toMatchObject({ last_error: expect.any(String) }));
    const { next_poll_at: next } = await rowOf(name);
    expect((next as Date).getTime()).toBeGreaterThan(Date.now() + 3_500_000);

    const claimed = await signet.part(PollLeasesRepository).claim('another', 1000, 100);
    expect(claimed.map((source) => source.name)).not.toContain(name);
    expect(asked()).toBe(1);
  });

  it('for its keys makes tokens wait, not fail', async () => {
    const own = await TestTransmitter.start();
    own.fault = ({ path }) => (path === '/jwks.json' ? fails(503) : undefined);
    const stream = own.addStream();
    const { jti } = await own.send({}, stream);
    await aPolledSource(signet, own, stream, { name: 'without-keys' });
    await eventually(async () =>
      expect(await rowOf('without-keys')).toMatchObject({ last_error: expect.any(String) }),
    );
    expect([stream.refused, await idsOf('without-keys')]).toEqual([{}, []]);

    own.fault = () => undefined;
    await eventually(() => expect(stream.acked).toEqual([jti]), { within: 30_000 });
    await own.stop();
  });
});

describe('several processes', () => {
  let database: TestDatabase;
  let workers: TestSignet[];

  beforeAll(async () => {
    database = await createTestDatabase();
    const env = { ...AT_HOME, ROLE: 'worker' };
    workers = await Promise.all([1, 2].map(() => startTestSignet({ env, databaseUrl: database.url })));
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await database.drop();
  });

  it('poll a stream one at a time, and one goes on where another stopped', async () => {
    const other = await TestTransmitter.start();
    const stream = other.addStream();
    const [first, second] = workers as [TestSignet, TestSignet];
    await aPolledSource(first, other, stream, { name: 'shared' });
    const send = async (): Promise<string> => (await other.send({}, stream)).jti;

    const before = [await send(), await send()];
    await eventually(() => expect(stream.acked).toEqual(before));
    const holder = (await first.rows<{ poller: string }>('select poller from ssf_stream'))[0]!.poller;
    expect(holder).toEqual(expect.any(String));

    await first.stop();
    const after = await send();
    await eventually(() => expect(new Set(stream.acked)).toEqual(new Set([...before, after])));
    expect(stream.overlaps.mostOf('poll')).toBe(1);
    expect(await second.count('event')).toBe(3);
    await second.stop();
    expect(await openRows(database)).toEqual([{ poller: null }]);
    await other.stop();
  });

  it('get a token that was committed and not acknowledged again, and acknowledge it without running it again', async () => {
    const own = await createTestDatabase();
    const other = await TestTransmitter.start();
    const stream = other.addStream();
    const start = () => startTestSignet({ env: AT_HOME, databaseUrl: own.url });
    const before = await start();
    await deploy(before, { id: 'once', triggers: [on('cut')], tasks: [NOTHING] });
    other.fault = ({ body }) => ('ack' in body ? 'drop' : undefined); // no acknowledgement ever arrives
    const { jti } = await other.send({}, stream);
    await aPolledSource(before, other, stream, { name: 'cut' });
    await eventually(async () => expect(await before.count('execution', `status = 'succeeded'`)).toBe(1));
    await before.stop();
    expect(stream.acked).toEqual([]);
    expect(stream.pending).toBe(1);

    other.fault = () => undefined;
    const after = await start();
    await eventually(() => expect(stream.acked).toEqual([jti]));
    expect(await after.count('event')).toBe(1);
    expect(await after.count('execution_view')).toBe(1);
    await after.stop();
    await other.stop();
    await own.drop();
  });
});

async function openRows(database: TestDatabase): Promise<object[]> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query('select poller from ssf_stream');
  await client.end();
  return rows as object[];
}
