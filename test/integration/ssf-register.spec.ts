import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { aSource } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { AT_HOME, pushTo } from '../support/ssf-source.js';
import { TestTransmitter, type TransmitterOptions } from '../support/ssf-transmitter.js';
import { type Answer, request } from './admin-app.js';

const TOKEN = 'admin-token-of-this-test-file';
const PUBLIC_URL = 'https://signet.example.com';

let signet: TestSignet;
let transmitter: TestTransmitter;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ...AT_HOME, ROLE: 'web', ADMIN_TOKEN: TOKEN, PUBLIC_URL } });
});
afterAll(() => signet?.stop());
beforeEach(async () => {
  transmitter = await TestTransmitter.start();
  return () => transmitter.stop();
});

const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
  request(`${signet.url}/api/v1${path}`, method, body, { authorization: `Bearer ${TOKEN}` });
const register = (name: string, more: object = {}): Promise<Answer> =>
  call('POST', `/sources/${name}/ssf`, {
    transmitter: transmitter.issuer,
    token: transmitter.accessToken,
    ...more,
  });
const another = async (options: TransmitterOptions): Promise<void> => {
  await transmitter.stop();
  transmitter = await TestTransmitter.start(options);
};
const sourceOf = async (name: string): Promise<Answer> => call('GET', `/sources/${name}`);
const local = (url: string): string => url.replace(PUBLIC_URL, signet.url);

describe('a stream that is set up', () => {
  it('makes a source that takes what the transmitter says it will send', async () => {
    const { status, body } = await register('made', { events: ['caep.*'] });
    expect(status).toBe(201);
    expect(body).toEqual({
      source: 'made',
      streamId: transmitter.stream.id,
      issuer: transmitter.issuer,
      method: 'push',
      endpoint: transmitter.stream.delivery.endpoint_url,
      events: ['caep.session-revoked'],
      status: null,
      verification: { pending: false, askedAt: null, verifiedAt: null },
      poll: null,
      lastEventAt: null,
      lastError: null,
    });
    const { hook, proofs } = (await sourceOf('made')).body;
    expect(body.endpoint).toBe(`${PUBLIC_URL}/ssf/${hook.address}`);
    expect(proofs).toEqual({
      profile: 'ssf',
      secrets: 1,
      config: { issuer: transmitter.issuer, jwksUri: transmitter.jwksUri, audience: [transmitter.audience] },
    });
    const headers = { authorization: transmitter.stream.delivery.authorization_header! };
    expect((await pushTo(local(body.endpoint), await transmitter.token(), headers)).status).toBe(202);
    expect((await call('GET', '/sources/made/ssf')).body.lastEventAt).toEqual(expect.any(String));
  });

  it('asks what comes before its audience is known to come again', async () => {
    await signet.rows('alter table hook disable trigger hook_tell_changed'); // nobody tells the doors of it
    await signet.rows('alter table source disable trigger source_tell_changed');
    const early: number[] = [];
    transmitter.fault = async ({ path, method, body }) => {
      if (path === '/streams' && method === 'POST') {
        const { endpoint_url: url } = body['delivery'] as { endpoint_url: string };
        const { status, headers } = await pushTo(local(url), await transmitter.token());
        early.push(status, Number(headers.get('retry-after')));
      }
      return undefined;
    };
    expect((await register('early')).status).toBe(201);
    await signet.rows('alter table hook enable trigger hook_tell_changed');
    await signet.rows('alter table source enable trigger source_tell_changed');
    expect(early).toEqual([503, 2]);
    const headers = { authorization: transmitter.stream.delivery.authorization_header! };
    const url = local(transmitter.stream.delivery.endpoint_url!);
    expect((await pushTo(url, await transmitter.token(), headers)).status).toBe(202);
  });

  it('keeps no token and no header in clear, and shows neither', async () => {
    const shown = JSON.stringify([
      (await register('sealed', { method: 'poll' })).body,
      (await sourceOf('sealed')).body,
      await signet.rows('select * from ssf_stream'),
      await signet.rows('select definition from source'),
      (await call('GET', '/audit-entries?subject=source:sealed')).body,
    ]);
    expect(shown).not.toContain(transmitter.accessToken);
    await register('sealed-push');
    const text = JSON.stringify(await signet.rows('select definition from source'));
    expect(text).not.toContain(transmitter.stream.delivery.authorization_header!.slice('Bearer '.length));
  });

  it('again changes the same stream, with the token that is kept', async () => {
    await register('again', { events: ['caep.session-revoked'] });
    const { id, delivery } = transmitter.stream;
    const { status, body } = await register('again', { token: undefined, events: ['risc.account-disabled'] });

    expect([status, body.streamId, body.events]).toEqual([200, id, ['risc.account-disabled']]);
    expect(transmitter.streams.size).toBe(1);
    expect(transmitter.stream.delivery).toEqual(delivery);
    const { body: audit } = await call('GET', '/audit-entries?subject=source:again');
    expect(audit.items.map(({ verb }: { verb: string }) => verb)).toEqual(
      expect.arrayContaining(['source.put', 'source.ssf_register']),
    );
  });

  it('again keeps the limits of the source', async () => {
    await register('limited');
    const { config } = (await sourceOf('limited')).body.proofs;
    const limits = { requests: { limit: 5, per: '60s' } };
    await call('PUT', '/sources/limited', { verify: { profile: 'ssf', config }, limits });
    expect((await register('limited')).status).toBe(200);
    expect((await sourceOf('limited')).body.limits).toEqual(limits);
  });

  it('after a try whose end was not seen takes the stream that is there', async () => {
    await register('lost');
    const { id } = transmitter.stream;
    await signet.rows('delete from ssf_stream');
    expect((await register('lost')).body.streamId).toBe(id);
    expect(transmitter.streams.size).toBe(1);
  });

  it('after a process died in the middle goes on from there', async () => {
    await register('interrupted');
    await signet.rows(`update source set definition = jsonb_set(definition || '{"pending": true}',
      '{verify,config,audience}', '"urn:signet:pending"') where name = 'interrupted'`);
    expect((await register('interrupted')).status).toBe(200);
    const { config } = (await sourceOf('interrupted')).body.proofs;
    expect(config.audience).toEqual([transmitter.audience]);
    const { endpoint_url: url, authorization_header: authorization } = transmitter.stream.delivery;
    const token = await transmitter.token();
    expect((await pushTo(local(url!), token, { authorization: authorization! })).status).toBe(202);
  });

  it('anew when the transmitter has forgotten it', async () => {
    const { body } = await register('forgotten');
    transmitter.streams.clear();
    const again = await register('forgotten');
    expect(again.status).toBe(200);
    expect(again.body.streamId).not.toBe(body.streamId);
  });

  it('may go from push to poll and back', async () => {
    await register('turning');
    const polled = await register('turning', { method: 'poll' });
    expect(polled.body).toMatchObject({ method: 'poll', poll: { polling: false } });
    expect((await sourceOf('turning')).body.proofs).toMatchObject({
      secrets: 0,
      poll: { endpoint: polled.body.endpoint, authorization: true, longPoll: true },
    });
    const pushed = await register('turning');
    expect(pushed.body).toMatchObject({ method: 'push', poll: null });
    expect((await sourceOf('turning')).body.proofs).toMatchObject({ secrets: 1 });
    expect(transmitter.streams.size).toBe(1);
  });

  it.each<[string, TransmitterOptions]>([
    ['at the issuer with a path', { path: '/tenant1' }],
    ['at an issuer that ends with a slash', { path: '/' }],
    ['where RISC put it', { document: 'risc-configuration', path: '/' }],
  ])('finds the metadata %s', async (_, options) => {
    await another(options);
    const { body } = await register('found');
    expect(body.issuer).toBe(transmitter.issuer);
    const document = options.document ?? 'ssf-configuration';
    const whole = `${transmitter.origin}/.well-known/${document}${(options.path ?? '').replace(/\/$/, '')}`;
    expect((await register('found', { transmitter: whole })).status).toBe(200);
    await call('DELETE', '/sources/found');
  });
});

describe('a stream that is not set up', () => {
  it('leaves the source of another sender alone', async () => {
    await aSource(signet, { name: 'stripe' });
    expect(await register('stripe')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await sourceOf('stripe')).body.proofs.profile).toBe('standard-webhooks');
  });

  it('because the metadata is of another issuer makes no source', async () => {
    const metadata = { issuer: 'https://another.example.com', jwks_uri: 'https://another.example.com/jwks' };
    transmitter.fault = ({ path }) =>
      path.startsWith('/.well-known/') ? { status: 200, text: JSON.stringify(metadata) } : undefined;
    expect(await register('foreign')).toMatchObject({ status: 422, body: { code: 'target_refused' } });
    expect((await sourceOf('foreign')).status).toBe(404);
  });

  it('because nobody says whom its tokens are for ends the stream again', async () => {
    transmitter.fault = async ({ path, method, body }) => {
      if (path !== '/streams' || method !== 'POST') {
        return undefined;
      }
      const { id } = transmitter.addStream(body['delivery'] as object);
      return { status: 201, text: JSON.stringify({ stream_id: id }) };
    };
    const { status, body } = await register('nameless');
    expect([status, body.msg]).toEqual([422, expect.stringContaining('it must be given')]);
    expect(transmitter.streams.size).toBe(0);
    expect((await sourceOf('nameless')).status).toBe(404);
    expect((await register('nameless', { audience: ['us'] })).status).toBe(201);
  });

  it('because the receiver has one already is a conflict, and makes no source', async () => {
    await another({ singleStream: true });
    transmitter.addStream();
    expect(await register('second')).toMatchObject({ status: 409 });
    expect((await sourceOf('second')).status).toBe(404);
  });

  it('because the transmitter breaks off makes no source, and leaves one that was there as it was', async () => {
    transmitter.fault = ({ path }) => (path === '/streams' ? { status: 500 } : undefined);
    expect(await register('broken')).toMatchObject({ status: 503 });
    expect((await sourceOf('broken')).status).toBe(404);

    transmitter.fault = () => undefined;
    await register('broken');
    const before = (await sourceOf('broken')).body;
    transmitter.fault = ({ path }) => (path === '/streams' ? { status: 500 } : undefined);
    expect((await register('broken')).status).toBe(503);
    expect((await sourceOf('broken')).body.proofs).toEqual(before.proofs);
  });

  const definitionOf = async (name: string): Promise<{ poll?: { authorization?: object } }> =>
    (await signet.rows<{ definition: object }>('select definition from source where name = $1', [name]))[0]!
      .definition;

  it.each([
    ['is away', { status: 503 }, 503],
    ['refuses', { status: 409 }, 422],
  ] as const)(
    'as a push because the transmitter %s goes on being polled, all the time',
    async (how, fault, status) => {
      const name = `polled-${how.replace(' ', '-')}`;
      await register(name, { method: 'poll' });
      const before = await definitionOf(name);
      expect(before.poll?.authorization).toEqual({ sealed: expect.any(String) });

      const meanwhile: object[] = [];
      transmitter.fault = async ({ path, method }) => {
        if (path !== '/streams' || method === 'GET') {
          return undefined;
        }
        meanwhile.push(await definitionOf(name));
        return fault;
      };
      expect(await register(name, { method: 'push' })).toMatchObject({ status });

      expect(meanwhile.length).toBeGreaterThan(0);
      expect(new Set([...meanwhile, await definitionOf(name)].map((one) => JSON.stringify(one))).size).toBe(
        1,
      );
      expect(await definitionOf(name)).toEqual(before);
    },
  );

  it('for another audience asks what comes meanwhile to come again, and is as it was afterwards', async () => {
    await register('moving');
    const before = await definitionOf('moving');

    const meanwhile: object[] = [];
    transmitter.fault = async ({ path, method }) => {
      if (path !== '/streams' || method === 'GET') {
        return undefined;
      }
      meanwhile.push(await definitionOf('moving'));
      return { status: 500 };
    };
    expect((await register('moving', { audience: ['somebody-else'] })).status).toBe(503);

    expect(meanwhile[0]).toEqual({ ...before, pending: true });
    expect(await definitionOf('moving')).toEqual(before);
  });

  it.each([
    [{ transmitter: 'http://tr.example.com' }, /https/],
    [{ transmitter: 7 }, /https/],
    [{ method: 'pull' }, /push or poll/],
    [{ events: [] }, /not be empty/],
    [{ events: ['nothing.*'] }, /takes no event type/],
    [{ token: 'a b' }, /without spaces/],
    [{ pending: true }, /pending/],
  ])('for %j is told why', async (more, message) => {
    const { status, body } = await register('invalid', more);
    expect([400, 422]).toContain(status);
    expect(JSON.stringify(body)).toMatch(message);
    expect((await sourceOf('invalid')).status).toBe(404);
  });

  it('has nothing to verify or delete, and one without a stream says so', async () => {
    await aSource(signet, { name: 'plain' });
    expect((await call('POST', '/sources/plain/ssf/verify')).status).toBe(404);
    expect((await call('DELETE', '/sources/plain/ssf')).status).toBe(404);
    expect((await call('GET', '/sources/plain/ssf')).body).toMatchObject({ streamId: null, events: [] });
    expect((await call('GET', '/sources/nobody/ssf')).status).toBe(404);
  });
});

describe('verification', () => {
  it('is asked for with a state that only that event answers', async () => {
    await register('verified');
    const { status, body } = await call('POST', '/sources/verified/ssf/verify');
    expect([status, body.verification]).toMatchObject([202, { pending: true, verifiedAt: null }]);
    const asked = transmitter.calls.find(({ path }) => path === '/verification')!;
    expect(asked.body).toEqual({
      stream_id: transmitter.stream.id,
      state: expect.stringMatching(/^\S{32}$/),
    });
  });

  it('asked for too often is told when to come back', async () => {
    await register('often');
    transmitter.fault = ({ path }) =>
      path === '/verification' ? { status: 429, headers: { 'retry-after': '30' } } : undefined;
    const answer = await call('POST', '/sources/often/ssf/verify');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
  });
});

describe('a source that polls, made by hand', () => {
  const polled = (more: object = {}) => ({
    verify: {
      profile: 'ssf',
      secrets: [],
      config: { issuer: 'https://tr.example.com', audience: 'us' },
    },
    poll: { endpoint: 'https://tr.example.com/poll', authorization: 'Bearer of-the-transmitter', ...more },
  });

  it('keeps its authorization for that endpoint, and does not send it to another', async () => {
    expect((await call('PUT', '/sources/hand', polled())).status).toBe(201);
    const kept = await call('PUT', '/sources/hand', polled({ authorization: undefined, maxEvents: 5 }));
    expect(kept.body.proofs.poll).toEqual({
      endpoint: 'https://tr.example.com/poll',
      maxEvents: 5,
      intervalSeconds: 5,
      longPoll: true,
      authorization: true,
    });
    const moved = await call(
      'PUT',
      '/sources/hand',
      polled({ authorization: undefined, endpoint: 'https://evil.example.com/poll' }),
    );
    expect(moved.body.proofs.poll.authorization).toBe(false);
  });

  it.each([
    [
      'another profile',
      { verify: { profile: 'standard-webhooks', secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] } },
    ],
    ['a header nobody sends', { token: { from: 'header:authorization', secrets: ['of-a-push'] } }],
    ['a plain endpoint', { poll: { endpoint: 'http://tr.example.com/poll' } }],
    ['no rest at all', { poll: { endpoint: 'https://tr.example.com/poll', intervalSeconds: 0 } }],
  ])('is not saved with %s', async (_, more) => {
    const { status, body } = await call('PUT', '/sources/hand-made', { ...polled(), ...more });
    expect([400, 422]).toContain(status);
    expect(body.errors.map(({ path }: { path: string }) => path).join()).toContain('poll');
  });
});
