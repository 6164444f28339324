/** Transmitters of the field are not all alike: what each needs, and what none gets. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { send } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { startPostgres } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { aSetSource, AT_HOME, pushTo } from '../support/ssf-source.js';
import { appleClaims, claimsOf, DISABLED, REVOKED, unsigned } from '../support/ssf-tokens.js';
import { TestTransmitter } from '../support/ssf-transmitter.js';

let signet: TestSignet;
let transmitter: TestTransmitter;
/** How far Signet's clock is ahead, in milliseconds. */
let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead) };

beforeAll(async () => {
  signet = await startTestSignet({ env: { ...AT_HOME, ROLE: 'web' }, outside: { clock } });
  transmitter = await TestTransmitter.start({ path: '/' });
});
afterAll(async () => {
  await signet?.stop();
  await transmitter?.stop();
});
afterEach(() => {
  ahead = 0;
  transmitter.fault = () => undefined;
});

const eventOf = async (jti: string): Promise<Record<string, unknown> | undefined> =>
  (await signet.rows(`select type, subject, body from event where body ->> 'jti' = $1`, [jti]))[0];
const ends = (): number => Math.floor(Date.now() / 1000) + 43_200;

describe('a transmitter like', () => {
  it('login.gov, whose tokens expire and are meant for the endpoint, takes the profile set', async () => {
    const { ssfUrl } = await aSetSource(signet, transmitter, {
      profile: 'set',
      config: { audience: 'https://signet.example.com/ssf/x' },
    });
    const claims = { aud: 'https://signet.example.com/ssf/x', exp: ends() };
    const token = await transmitter.token({ claims, type: DISABLED });
    expect(await pushTo(ssfUrl, token)).toMatchObject({ status: 202, text: '' });
    expect(await eventOf(token.jti)).toMatchObject({ type: 'risc.account-disabled' });
  });

  it('one that names the subject like a login, takes the profile set', async () => {
    const { ssfUrl } = await aSetSource(signet, transmitter, { profile: 'set' });
    const token = await transmitter.token({ subject: null, claims: { sub: 'usr_9' } });
    expect((await pushTo(ssfUrl, token)).status).toBe(202);
    expect(await eventOf(token.jti)).toMatchObject({
      subject: 'usr_9',
      body: { event: { subject: { format: 'iss_sub', iss: transmitter.issuer, sub: 'usr_9' } } },
    });
  });

  it('Google, with a slash behind the issuer and the subject inside the event, takes google-risc', async () => {
    const { ssfUrl } = await aSetSource(signet, transmitter, { profile: 'google-risc' });
    const subject = { subject_type: 'iss-sub', iss: 'https://accounts.google.com/', sub: '7375626A656374' };
    const google = { subject, subjectInEvent: true, payload: { reason: 'hijacking' }, type: DISABLED };
    const token = await transmitter.token({
      ...google,
      claims: { iss: 'https://accounts.google.com/' },
      header: { typ: undefined },
    });
    expect((await pushTo(ssfUrl, token)).status).toBe(202);
    expect(await eventOf(token.jti)).toMatchObject({
      type: 'risc.account-disabled',
      subject: '7375626A656374',
      body: { event: { subject, payload: { reason: 'hijacking' } } },
    });
    const without = await transmitter.token({ ...google, claims: { iss: 'https://accounts.google.com' } });
    expect((await pushTo(ssfUrl, without)).json).toMatchObject({ err: 'invalid_issuer' });
  });

  it('Apple, with the token in JSON and its events as text, takes apple-siwa', async () => {
    const hook = await aSource(signet, {
      verify: {
        profile: 'apple-siwa',
        config: { audience: 'com.example.app', jwksUri: transmitter.jwksUri },
      },
    });
    const event = { type: 'account-delete', sub: '000.abc', event_time: 1_767_225_600_000 };
    const claims = appleClaims('com.example.app', event);
    const payload = await transmitter.keys.sign(claims, { typ: undefined });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const { status } = await send(hook.url, { ...init, body: JSON.stringify({ payload }) });
    expect(status).toBe(202);
    expect(await eventOf(claims.jti)).toMatchObject({ type: 'account-delete', subject: '000.abc' });
  });

  it.each(['application/json', 'application/jwt'])(
    'one that says %s is told what is wrong, unless the source says it too',
    async (mediaType) => {
      const strict = await aSetSource(signet, transmitter);
      const lenient = await aSetSource(signet, transmitter, { config: { mediaType } });
      const token = await transmitter.token();
      const headers = { 'content-type': mediaType };
      expect(await pushTo(strict.ssfUrl, token, headers)).toMatchObject({
        status: 400,
        json: { err: 'invalid_request' },
      });
      expect((await pushTo(lenient.ssfUrl, token, headers)).status).toBe(202);
    },
  );

  it('one that gives an event several names is refused, unless the source says that they are names of one', async () => {
    const strict = await aSetSource(signet, transmitter);
    const lenient = await aSetSource(signet, transmitter, { config: { aliases: true } });
    const type = 'https://schemas.example.com/secevent/session-ended';
    const token = await transmitter.token({ type, aliases: [REVOKED], payload: { a: 1 } });
    expect((await pushTo(strict.ssfUrl, token)).json).toMatchObject({ err: 'invalid_request' });
    expect((await pushTo(lenient.ssfUrl, token)).status).toBe(202);
    expect(await eventOf(token.jti)).toMatchObject({ type: 'caep.session-revoked' });
    expect(await signet.count('event', `body ->> 'jti' = $1`, [token.jti])).toBe(1);
  });
});

describe('the keys of a transmitter', () => {
  it('are found by its issuer alone, and asked for again when it signs with a new one', async () => {
    const own = await TestTransmitter.start({ path: '/tenant1' });
    const { ssfUrl } = await aSetSource(signet, own, { config: { jwksUri: undefined } });
    expect((await pushTo(ssfUrl, await own.token())).status).toBe(202);
    expect(own.calls.map(({ path }) => path)).toEqual([
      '/.well-known/ssf-configuration/tenant1',
      '/jwks.json',
    ]);

    await own.keys.rotate({ keepOld: true });
    ahead = 61_000; // they were asked for just now
    expect((await pushTo(ssfUrl, await own.token())).status).toBe(202);
    await own.keys.rotate({ keepOld: false });
    expect((await pushTo(ssfUrl, await own.token())).json).toMatchObject({ err: 'invalid_key' });
    await own.stop();
  });

  it('that cannot be had make it send again', async () => {
    const own = await TestTransmitter.start();
    own.fault = ({ path }) => (path === '/jwks.json' ? { status: 503 } : undefined);
    const { ssfUrl } = await aSetSource(signet, own);
    const token = await own.token();
    const away = await pushTo(ssfUrl, token);
    expect([away.status, away.text, away.headers.get('retry-after')]).toEqual([503, '', '2']);
    own.fault = () => undefined;
    await eventually(async () => expect((await pushTo(ssfUrl, token)).status).toBe(202), { within: 15_000 });
    await own.stop();
  });

  it('of another issuer are not taken for its own', async () => {
    const own = await TestTransmitter.start();
    const metadata = { issuer: 'https://another.example.com', jwks_uri: own.jwksUri };
    own.fault = ({ path }) =>
      path.startsWith('/.well-known/') ? { status: 200, text: JSON.stringify(metadata) } : undefined;
    const { ssfUrl } = await aSetSource(signet, own, { config: { jwksUri: undefined } });
    expect((await pushTo(ssfUrl, await own.token())).status).toBe(503); // whoever mends the metadata loses no event
    await own.stop();
  });
});

describe('the examples of the standards', () => {
  const EXAMPLE =
    'eyJ0eXAiOiJzZWNldmVudCtqd3QiLCJhbGciOiJIUzI1NiJ9Cg.eyJpc3MiOiJodHRwczovL2lkcC5leGFtcGxlLmNvbS8iLCJqdGkiOiI3NTZFNjk3MTc1NjUyMDY5NjQ2NTZFNzQ2OTY2Njk2NTcyIiwiaWF0IjoxNTA4MTg0ODQ1LCJhdWQiOiI2MzZDNjk2NTZFNzQ1RjY5NjQiLCJldmVudHMiOnsiaHR0cHM6Ly9zY2hlbWFzLm9wZW5pZC5uZXQvc2VjZXZlbnQvcmlzYy9ldmVudC10eXBlL2FjY291bnQtZGlzYWJsZWQiOnt9fX0.Y4rXxMD406P2edv00cr9Wf3_XwNtLjB9n-jTqN1_lLc';

  it('are refused: RFC 8935 signs with a secret nobody published, RFC 8417 does not sign', async () => {
    const config = { issuer: 'https://idp.example.com/', audience: '636C69656E745F6964' };
    const { ssfUrl } = await aSetSource(signet, transmitter, { config });
    expect(await pushTo(ssfUrl, EXAMPLE)).toMatchObject({ status: 400, json: { err: 'invalid_key' } });
    const claims = claimsOf({}, config);
    expect(await pushTo(ssfUrl, unsigned(claims))).toMatchObject({ status: 400 });
  });
});

describe('a transmitter that pushes while the ledger is away', () => {
  it('sends again until each token is committed, and each is an event once', async () => {
    const postgres = await startPostgres();
    const own = await startTestSignet({ env: { ...AT_HOME, ROLE: 'web' }, databaseUrl: postgres.url });
    const hook = await aSetSource(own, transmitter, { name: 'idp' });
    const delivery = { method: 'urn:ietf:rfc:8935', endpoint_url: hook.ssfUrl };
    const stream = transmitter.addStream(delivery);
    await transmitter.send({}, stream);
    await stream.settled();
    await postgres.kill();
    await transmitter.send({}, stream);
    await transmitter.send({}, stream);
    await eventually(() => expect(stream.pushed.map(({ status }) => status)).toContain(503));

    await postgres.start();
    await stream.settled();
    expect(stream.pending).toBe(0);
    expect(new Set(stream.pushed.map(({ status }) => status))).toEqual(new Set([202, 503]));
    const turnedAway = stream.pushed.filter(({ status }) => status === 503);
    expect(turnedAway.map(({ headers }) => headers.get('retry-after'))).toEqual(turnedAway.map(() => '2'));
    expect(await own.count('event')).toBe(3);
    await own.stop();
    await postgres.stop();
  });
});
