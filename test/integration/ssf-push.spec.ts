import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { send } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, on, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { aSetSource, AT_HOME, pushTo } from '../support/ssf-source.js';
import type { SetHook } from '../support/ssf-source.js';
import { DISABLED, REVOKED, UPDATED, VERIFICATION } from '../support/ssf-tokens.js';
import { TestTransmitter } from '../support/ssf-transmitter.js';

const AUTHORIZATION = 'Bearer of-this-stream-alone';

let signet: TestSignet;
let transmitter: TestTransmitter;
let hook: SetHook;

beforeAll(async () => {
  signet = await startTestSignet({ env: AT_HOME });
  transmitter = await TestTransmitter.start();
  hook = await aSetSource(signet, transmitter, { name: 'idp', secrets: [AUTHORIZATION] });
  await deploy(signet, {
    id: 'watch',
    triggers: [on('idp', ['caep.*', 'risc.*'])],
    tasks: [
      {
        id: 'read',
        type: 'set',
        values: {
          type: '{{ trigger.type }}',
          subject: '{{ trigger.subject }}',
          user: '{{ trigger.body.event.subject.user.email }}',
          address: '{{ trigger.body.event.type }}',
          reason: '{{ trigger.body.event.payload.reason_admin.en }}',
          tenant: '{{ trigger.body.sub_id.tenant.id }}',
          time: '{{ trigger.time }}',
        },
      },
    ],
  });
});
afterAll(async () => {
  await signet?.stop();
  await transmitter?.stop();
});

const push = (token: string | { text: string }, headers = {}, url = hook.ssfUrl) =>
  pushTo(url, token, { authorization: AUTHORIZATION, ...headers });
const events = (where: string, ...values: unknown[]) =>
  signet.rows(
    'select id, type, common_type, subject, external_id, occurred_at, body from event where ' + where,
    values,
  );
/** The newest of that outcome, once it is `expected`: the log is written after the answer. */
const newestLogged = (outcome: string, expected: object) =>
  eventually(async () => {
    const rows = await signet.rows(
      'select outcome, reason, status from delivery_log where hook_id = $1 and outcome = $2 order by id desc limit 1',
      [hook.id, outcome],
    );
    expect(rows).toEqual([{ outcome, ...expected }]);
  });

describe('a pushed token', () => {
  it('is answered 202 with nothing more once its event is committed, and runs', async () => {
    const subject = {
      format: 'complex',
      user: { format: 'email', email: 'ada@example.com' },
      tenant: { format: 'opaque', id: 'ten_1' },
    };
    const payload = { event_timestamp: 1_767_225_600, reason_admin: { en: 'policy' } };
    const token = await transmitter.token({ subject, payload });
    const { status, text, headers } = await push(token);

    expect([status, text, headers.get('content-length')]).toEqual([202, '', '0']);
    const [event] = await events('external_id = $1', `${transmitter.issuer}#${token.jti}`);
    expect(event).toMatchObject({
      type: 'caep.session-revoked',
      common_type: 'session.revoked',
      subject: 'ada@example.com',
      occurred_at: new Date(1_767_225_600_000),
      body: { jti: token.jti, sub_id: subject, event: { type: REVOKED, subject, payload } },
    });
    const [execution] = await signet.rows<{ id: string }>(
      'select id from execution_view where event_id = $1',
      [event!['id']],
    );
    await settled(signet, execution!.id);
    const [run] = await signet.rows('select output from task_run where execution_id = $1', [execution!.id]);
    expect(run).toEqual({
      output: {
        type: 'caep.session-revoked',
        subject: 'ada@example.com',
        user: 'ada@example.com',
        address: REVOKED,
        reason: 'policy',
        tenant: 'ten_1',
        time: '2026-01-01T00:00:00.000Z',
      },
    });
  });

  it('that comes again gets the same answer and runs nothing', async () => {
    const token = await transmitter.token();
    const answers = await Promise.all([push(token), push(token), push(token)]);
    const again = await push(token);
    expect([...answers, again].map(({ status, text }) => [status, text])).toEqual(
      Array.from({ length: 4 }, () => [202, '']),
    );
    const rows = await events('external_id = $1', `${transmitter.issuer}#${token.jti}`);
    expect(rows).toHaveLength(1);
    expect(await signet.count('execution_view', 'event_id = $1', [rows[0]!['id']])).toBe(1);
    await newestLogged('duplicate', { reason: null, status: 202 });
  });

  it('is answered alike at /hooks', async () => {
    expect(await push(await transmitter.token(), {}, hook.url)).toMatchObject({ status: 202, text: '' });
    const refused = await push(await transmitter.token(), { authorization: 'Bearer another' }, hook.url);
    expect(refused).toMatchObject({ status: 400, json: { err: 'authentication_failed' } });
  });

  it('about a subject of a format nobody knows is kept', async () => {
    const subject = { format: 'catalog_item', catalog_id: 'c0384' };
    const token = await transmitter.token({ subject, type: DISABLED });
    expect((await push(token)).status).toBe(202);
    const [event] = await events('external_id = $1', `${transmitter.issuer}#${token.jti}`);
    expect(event).toMatchObject({
      type: 'risc.account-disabled',
      subject: '{"catalog_id":"c0384","format":"catalog_item"}',
      body: { event: { subject } },
    });
  });

  it('of a type nobody told us about keeps its address', async () => {
    const type = 'https://schemas.example.com/secevent/badge-lost';
    const token = await transmitter.token({ type });
    expect((await push(token)).status).toBe(202);
    expect(await events('external_id = $1', `${transmitter.issuer}#${token.jti}`)).toMatchObject([{ type }]);
  });

  it('made days ago is taken: transmitters queue', async () => {
    const iat = Math.floor(Date.now() / 1000) - 5 * 86_400;
    expect((await push(await transmitter.token({ claims: { iat } }))).status).toBe(202);
  });
});

describe('a token that is refused', () => {
  it.each([
    ['invalid_issuer', 'an issuer with a slash more', { claims: { iss: 'https://tr.example.com/' } }],
    ['invalid_audience', 'another audience', { claims: { aud: ['somebody-else'] } }],
    ['invalid_request', 'an expiry', { claims: { exp: 4_000_000_000 } }],
    ['invalid_request', 'a login subject', { claims: { sub: 'u1' } }],
    ['invalid_request', 'no event', { claims: { events: {} } }],
    ['invalid_request', 'two events', { aliases: [DISABLED] }],
    ['invalid_request', 'the type of an ID token', { header: { typ: 'JWT' } }],
    ['invalid_key', 'a key nobody published', { header: { kid: 'another' } }],
  ])('with %s for %s leaves nothing behind', async (err, _, parts) => {
    const before = await signet.count('event');
    const { status, headers, json, text } = await push(await transmitter.token(parts));

    expect([status, headers.get('content-type'), headers.get('content-language')]).toEqual([
      400,
      'application/json',
      'en',
    ]);
    expect(JSON.parse(text)).toEqual({ err, description: expect.any(String) });
    expect(json.event).toBeUndefined();
    expect(await signet.count('event')).toBe(before);
  });

  it('without the header of its stream is told authentication_failed, and the log knows why', async () => {
    const answer = await pushTo(hook.ssfUrl, await transmitter.token());
    expect(answer).toMatchObject({ status: 400, json: { err: 'authentication_failed' } });
    await newestLogged('refused', { reason: 'missing_token', status: 400 });
  });

  it.each([
    ['invalid_request', 'that is no token', 'hello'],
    ['invalid_key', 'signed by itself', null],
  ])('is told %s for a body %s', async (err, _, body) => {
    const token = await transmitter.token();
    const tampered = `${token.text.slice(0, token.text.lastIndexOf('.'))}.${'A'.repeat(342)}`;
    expect(await push(body ?? tampered)).toMatchObject({ status: 400, json: { err } });
  });
});

describe('what nobody looks at as a token', () => {
  it.each([
    ['an unknown stream', () => `${signet.url}/ssf/${'0'.repeat(64)}`, 'POST', 404],
    ['what is no address', () => `${hook.ssfUrl}/more`, 'POST', 404],
    ['a method a hook may take', () => hook.ssfUrl, 'GET', 405],
    ['a method no hook takes', () => hook.ssfUrl, 'DELETE', 405],
  ])('has the same look: %s', async (_, url, method, status) => {
    const response = await send(url(), { method });
    expect(response.status).toBe(status);
    expect(JSON.parse(response.text)).toEqual({ err: 'invalid_request', description: expect.any(String) });
    expect(response.headers.get('content-language')).toBe('en');
    expect(response.headers.get('allow')).toBe(status === 405 ? 'POST' : null);
  });

  it('and so has a body that is too large, announced or not', async () => {
    const body = 'x'.repeat(600_000);
    const announced = await push(body);
    const chunked = await fetch(hook.ssfUrl, {
      method: 'POST',
      body: new Blob([body]).stream(),
      duplex: 'half',
    });
    expect([announced.status, chunked.status]).toEqual([413, 413]);
    expect([announced.json, await chunked.json()]).toMatchObject([
      { err: 'invalid_request' },
      { err: 'invalid_request' },
    ]);
  });

  it('another kind of sender at /ssf is answered in the same terms', async () => {
    const open = await aSource(signet, { open: true });
    const url = open.url.replace('/hooks/', '/ssf/');
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"type":"x"}' };
    expect(await send(url, init)).toMatchObject({ status: 202, text: '' });
    expect(await send(url, { ...init, body: '{' })).toMatchObject({
      status: 400,
      json: { err: 'invalid_request' },
    });
  });
});

describe('an event about the stream itself', () => {
  const statusOf = () =>
    signet.rows('select * from ssf_stream where source_id = (select source_id from hook where id = $1)', [
      hook.id,
    ]);
  const control = (type: string, payload: Record<string, unknown>) =>
    transmitter.token({ type, payload, subject: { format: 'opaque', id: 'stream-1' } });

  it('is acknowledged and logged as what it is, and starts nothing', async () => {
    const before = await signet.count('event');
    const { status, text } = await push(await control(UPDATED, { status: 'paused', reason: 'maintenance' }));

    expect([status, text]).toEqual([202, '']);
    expect(await signet.count('event')).toBe(before);
    await newestLogged('control', { reason: 'stream-updated', status: 202 });
    expect(await statusOf()).toMatchObject([{ status: 'paused', status_reason: 'maintenance' }]);
  });

  it('verifies the stream when its state is the one that was asked for, and no other', async () => {
    await signet.rows(
      `update ssf_stream set expected_state = 'asked' where source_id = (select source_id from hook where id = $1)`,
      [hook.id],
    );
    expect(await push(await control(VERIFICATION, { state: 'another' }))).toMatchObject({
      status: 400,
      json: { err: 'invalid_state' },
    });
    expect((await push(await control(VERIFICATION, {}))).status).toBe(202);
    expect(await statusOf()).toMatchObject([{ expected_state: 'asked', verified_at: expect.any(Date) }]);

    expect((await push(await control(VERIFICATION, { state: 'asked' }))).status).toBe(202);
    expect((await push(await control(VERIFICATION, { state: 'asked' }))).status).toBe(202);
    expect(await statusOf()).toMatchObject([{ expected_state: null }]);
    await newestLogged('control', { reason: 'verification', status: 202 });
  });

  it('with text that cannot be stored is refused, and of an unknown kind is acknowledged', async () => {
    const zero = await control(UPDATED, { status: 'a\u0000b' });
    expect(await push(zero)).toMatchObject({ status: 400, json: { err: 'invalid_request' } });
    const unknown = await control('https://schemas.openid.net/secevent/ssf/event-type/birthday', {});
    expect((await push(unknown)).status).toBe(202);
    expect(await statusOf()).toMatchObject([{ status: 'paused' }]);
  });
});
