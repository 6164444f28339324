import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { Metrics } from '../../src/telemetry/metrics.js';
import { selfSigned } from '../fixtures/senders/certificate.js';
import { signedBy, SIGNATURE_SENDERS } from '../fixtures/senders/signature-senders.js';
import { send } from '../support/a-delivery.js';
import type { Answered } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { eventually } from '../support/eventually.js';
import { LocalNetwork } from '../support/local-network.js';
import type { TlsAnswer } from '../support/tls-server.js';

const TOPIC = 'arn:aws:sns:eu-west-1:1:idp';
const HOST = 'sns.eu-west-1.amazonaws.com';
const CERTIFICATE = `/${HOST}/SimpleNotificationService-abc.pem`;
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = selfSigned(RSA.publicKey, RSA.privateKey);

let network: LocalNetwork;
let signet: TestSignet;
let visited: TlsAnswer;
let made = 0;

beforeAll(async () => {
  network = await LocalNetwork.start();
  network.server.answer = (path, response, request) =>
    path === CERTIFICATE ? response.end(PEM) : visited(path, response, request);
  signet = await startTestSignet({ env: { ROLE: 'web' }, outside: { client: network } });
});
afterAll(async () => {
  await signet?.stop();
  await network?.server.stop();
});
beforeEach(() => {
  network.server.asked.length = 0;
  visited = (_, response) => response.end('<ConfirmSubscriptionResponse/>');
});

const events = (hook: TestHook) => signet.count('event', 'hook_id = $1', [hook.id]);
const visits = () =>
  network.server.asked.map((one) => one.replace('localhost', '')).filter((path) => path !== CERTIFICATE);

describe('a handshake', () => {
  it('of Okta gives the challenge back as JSON and makes no event', async () => {
    const hook = await aSource(signet, { verify: { profile: 'okta', secrets: ['key'] } });
    const answer = await send(hook.url, { headers: { 'x-okta-verification-challenge': '"<b>' } });

    expect([answer.status, answer.text]).toEqual([200, '{"verification":"\\"<b>"}']);
    expectHarmless(answer, 'application/json');
    expect((await send(hook.url, {})).status).toBe(405);
    expect(
      (await send(hook.url, { method: 'POST', headers: { 'x-okta-verification-challenge': 'x' } })).status,
    ).toBe(401);
    expect(await events(hook)).toBe(0);
    await eventually(async () => {
      const rows = await signet.rows(
        `select outcome, status from delivery_log where hook_id = $1 order by id`,
        [hook.id],
      );
      expect(rows[0]).toEqual({ outcome: 'handshake', status: 200 });
    });
  });

  it('of Graph gives the decoded token back as text', async () => {
    const hook = await aSource(signet, { verify: { profile: 'ms-graph', secrets: ['state'] } });
    const token = 'Validation: <script>alert(1)</script> é+ %';
    const answer = await send(`${hook.url}?validationToken=${encodeURIComponent(token)}`, { method: 'POST' });

    expect([answer.status, answer.text]).toEqual([200, token]);
    expectHarmless(answer, 'text/plain');
    const notification = JSON.stringify({ value: [{ id: '1', clientState: 'wrong' }] });
    const both = await send(`${hook.url}?validationToken=x`, { method: 'POST', body: notification });
    expect([both.status, both.text]).toEqual([200, 'x']);
    expect((await send(`${hook.url}?validationToken=`, { method: 'POST', body: notification })).status).toBe(
      401,
    );
    expect((await send(`${hook.url}?validationToken=${'x'.repeat(1025)}`, { method: 'POST' })).status).toBe(
      401,
    );
    expect(await events(hook)).toBe(0);
  });

  it('of CloudEvents consents to the origins of the hook alone, and calls nobody back', async () => {
    const config = { origins: ['idp.example'], rate: 7 };
    const hook = await aSource(signet, { verify: { profile: 'cloudevents', secrets: ['key'], config } });
    const ask = (origin: string) =>
      send(hook.url, {
        method: 'OPTIONS',
        headers: {
          'webhook-request-origin': origin,
          'webhook-request-callback': 'https://evil.example/',
          'webhook-request-rate': '9',
        },
      });

    const yes = await ask('idp.example');
    expect([
      yes.status,
      yes.headers.get('webhook-allowed-origin'),
      yes.headers.get('webhook-allowed-rate'),
    ]).toEqual([200, 'idp.example', '7']);
    expect(yes.headers.get('allow')).toContain('POST');
    const no = await ask('evil.example');
    expect([no.status, no.headers.get('webhook-allowed-origin')]).toEqual([405, null]);
    expect((await send(hook.url, { method: 'OPTIONS' })).status).toBe(405);
    expect(network.server.asked).toEqual([]);
    expect(await events(hook)).toBe(0);
  });

  it.each(['120\r\nx: y', '120 ☃'])(
    'whose answer cannot be sent, %j, leaves everybody else in peace',
    async (rate) => {
      const config = { origins: ['idp.example'], rate };
      const hook = await aSource(signet, { verify: { profile: 'cloudevents', secrets: ['key'], config } });
      const other = await aSource(signet, { open: true });
      const headers = { 'webhook-request-origin': 'idp.example' };

      expect((await send(hook.url, { method: 'OPTIONS', headers })).status).toBe(405);
      expect((await send(other.url, { method: 'POST', body: '{}' })).status).toBe(202);
    },
  );

  it('of Slack is answered once its sender is proven', async () => {
    const slack = SIGNATURE_SENDERS.find(({ preset }) => preset === 'slack')!;
    const hook = await aSource(signet, { verify: { profile: 'slack', secrets: [slack.secret] } });
    const body = '{"type":"url_verification","challenge":"c<h>"}';
    const good = signedBy(slack, { body, at: Date.now() });
    const bad = signedBy(slack, { body, at: Date.now(), keys: [slack.otherSecret] });

    const answer = await send(hook.url, { method: 'POST', headers: Object.fromEntries(good.headers), body });
    expect([answer.status, answer.text]).toEqual([200, 'c<h>']);
    expectHarmless(answer, 'text/plain');
    expect(
      (await send(hook.url, { method: 'POST', headers: Object.fromEntries(bad.headers), body })).status,
    ).toBe(401);
    expect((await send(hook.url, { method: 'POST', body })).status).toBe(401);
    expect(await events(hook)).toBe(0);
  });

  it('is answered so often at once, at each hook for itself', async () => {
    const [hook, other] = [
      await aSource(signet, { verify: { profile: 'okta', secrets: ['key'] } }),
      await aSource(signet, { verify: { profile: 'okta', secrets: ['key'] } }),
    ];
    const ask = (url: string) => send(url, { headers: { 'x-okta-verification-challenge': 'x' } });
    const answers = await Promise.all(Array.from({ length: 150 }, () => ask(hook.url)));
    const refused = answers.filter(({ status }) => status === 429);

    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(60);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]!.headers.get('retry-after')).toBe('5');
    expect((await ask(other.url)).status).toBe(200);
    const delivery = { method: 'POST', headers: { authorization: 'key' }, body: '{"data":{"events":[]}}' };
    expect((await send(hook.url, delivery)).status).toBe(202); // deliveries are not handshakes
  });
});

describe('a subscription of SNS', () => {
  const aHook = (config: object = { confirmSubscriptions: true }) =>
    aSource(signet, { verify: { profile: 'aws-sns', config: { topics: [TOPIC], ...config } } });

  it('is confirmed by a visit to the address it named, once, after it was proven', async () => {
    const hook = await aHook();
    const message = confirmation();
    const answers = await Promise.all([1, 2, 3].map(() => deliver(hook, message)));

    expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [200, '']));
    await eventually(() => expect(visits()).toEqual([pathOf(message)]));
    await eventually(async () => expect(await confirmed('confirmed')).toBeGreaterThan(0));
    await deliver(hook, message);
    expect(visits()).toHaveLength(1);
    expect(await events(hook)).toBe(0);
  });

  it('is left alone by a hook that did not say so', async () => {
    for (const config of [{}, { confirmSubscriptions: false }, { confirmSubscriptions: 'true' }]) {
      expect((await deliver(await aHook(config), confirmation())).status).toBe(200);
    }
    expect(visits()).toEqual([]);
  });

  it('is never confirmed for a message that is forged, of another topic, or says goodbye', async () => {
    const hook = await aHook();
    const statuses = [
      await deliver(hook, { ...confirmation(), Token: 'other' }),
      await deliver(hook, confirmation({ TopicArn: `${TOPIC}2` })),
      await deliver(hook, confirmation({ SubscribeURL: 'https://evil.example/?Action=ConfirmSubscription' })),
      await deliver(hook, confirmation({ SubscribeURL: `http://${HOST}/?Action=ConfirmSubscription` })),
      await deliver(hook, confirmation({ SubscribeURL: 'https://169.254.169.254/latest' })),
      await deliver(hook, confirmation({ Type: 'UnsubscribeConfirmation' })),
    ].map(({ status }) => status);

    expect(statuses).toEqual([401, 401, 401, 401, 401, 200]);
    expect(visits()).toEqual([]);
  });

  it('is tried again when the visit failed, without keeping the sender waiting', async () => {
    let tries = 0;
    visited = (_, response) => ((tries += 1) < 2 ? response.writeHead(503).end() : response.end());
    const hook = await aHook();
    const message = confirmation();

    expect((await deliver(hook, message)).status).toBe(200);
    await eventually(() => expect(visits()).toEqual([pathOf(message), pathOf(message)]), { within: 10_000 });
  });

  it('is not pressed on a server that says no, and may be asked for again', async () => {
    visited = (_, response) => response.writeHead(403).end();
    const hook = await aHook();
    const message = confirmation();
    await deliver(hook, message);
    await eventually(async () => expect(await confirmed('refused')).toBe(1));
    expect(visits()).toHaveLength(1);
    visited = (_, response) => response.writeHead(302, { location: 'https://evil.example/' }).end();
    await deliver(hook, message);
    await eventually(async () => expect(await confirmed('refused')).toBe(2));
    expect(visits()).toEqual([pathOf(message), pathOf(message)]);
  });
});

function expectHarmless({ headers }: Answered, type: string): void {
  expect(headers.get('content-type')).toBe(type);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
}

/** A signed confirmation of a subscription nobody has seen yet. */
function confirmation(changes: Record<string, string> = {}): Record<string, string> {
  made += 1;
  const message: Record<string, string> = {
    Type: 'SubscriptionConfirmation',
    MessageId: `m${made}`,
    TopicArn: TOPIC,
    Message: 'You have chosen to subscribe',
    Timestamp: new Date().toISOString(),
    SignatureVersion: '2',
    SigningCertURL: `https:/${CERTIFICATE}`,
    Token: `t${made}`,
    SubscribeURL: `https://${HOST}/?Action=ConfirmSubscription&Token=t${made}`,
    ...changes,
  };
  const text = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
    .map((name) => `${name}\n${message[name]}\n`)
    .join('');
  return { ...message, Signature: sign('sha256', Buffer.from(text), RSA.privateKey).toString('base64') };
}

const pathOf = ({ SubscribeURL }: Record<string, string>): string =>
  `/${SubscribeURL!.slice('https://'.length)}`;

const deliver = (hook: TestHook, message: object): Promise<Answered> =>
  send(hook.url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify(message),
  });

async function confirmed(outcome: string): Promise<number> {
  const { values } = await signet.part(Metrics).confirmations.get();
  return values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0;
}
