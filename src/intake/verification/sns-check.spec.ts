import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { selfSigned } from '../../../test/fixtures/senders/certificate.js';
import { aRequest, aVerifier, NOW, verdictOf } from '../../../test/fixtures/senders/request.js';
import type { KeySets } from './key-sets.js';
import type { Verification } from './verifier.js';
import { VerifierRefused } from './verifier-refused.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
const TOPIC = 'arn:aws:sns:eu-west-1:1:idp';
const HOST = 'https://sns.eu-west-1.amazonaws.com';
const CERT = `${HOST}/SimpleNotificationService-0123abcd.pem`;

const fetched: string[] = [];
const keySets: KeySets = {
  jwks: () => Promise.reject(new Error('unexpected')),
  certificate: (url) => {
    fetched.push(url);
    return Promise.resolve(
      url.includes('beef')
        ? selfSigned(weak.publicKey, weak.privateKey)
        : selfSigned(rsa.publicKey, rsa.privateKey),
    );
  },
};

const notification = {
  Type: 'Notification',
  MessageId: 'm1',
  TopicArn: TOPIC,
  Message: '{"detail":{"eventName":"SignUp"}}',
  Timestamp: '2026-01-01T00:00:00.000Z',
  SignatureVersion: '2',
  SigningCertURL: CERT,
};
const confirmation = {
  ...notification,
  Type: 'SubscriptionConfirmation',
  Token: 't1',
  SubscribeURL: `${HOST}/?Action=ConfirmSubscription&Token=t1`,
};

/** Signs as the developer guide says, with the key and hash given. */
const signed = (
  message: Record<string, string>,
  key = rsa.privateKey,
  hash = message['SignatureVersion'] === '1' ? 'sha1' : 'sha256',
): Record<string, unknown> => {
  const names =
    message['Type'] === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const text = names
    .filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name]}\n`)
    .join('');
  return { ...message, Signature: sign(hash, Buffer.from(text), key).toString('base64') };
};

const verifier = aVerifier('aws-sns', { config: { topics: [TOPIC] } }, keySets);
const post = async (message: unknown): Promise<Verification> =>
  verifier.verify(
    aRequest({ headers: { 'content-type': 'text/plain' }, body: JSON.stringify(message) }),
    NOW,
  );
const ask = async (message: unknown): Promise<string> => verdictOf(post(message));

describe('an SNS notification', () => {
  it.each([
    signed(notification),
    signed({ ...notification, Subject: 'hello' }),
    signed({ ...notification, SignatureVersion: '1' }),
    { ...signed(notification), Subject: null },
  ])('is accepted: %#', async (message) => {
    expect(await ask(message)).toBe('accepted');
  });

  it('gives the event that its message holds', async () => {
    const accepted = await post(signed(notification));

    expect(accepted.kind === 'accepted' && verifier.extract(accepted)).toMatchObject([
      { type: 'SignUp', id: 'm1' },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['another message', { ...signed(notification), Message: '{}' }, 'bad_signature'],
    ['an added subject', { ...signed(notification), Subject: 'x' }, 'bad_signature'],
    ['a subject that is no text', { ...signed(notification), Subject: ['x'] }, 'malformed_body'],
    ['no signature', { ...notification }, 'missing_signature'],
    ['a signature that is not base64', { ...notification, Signature: '***' }, 'bad_signature'],
    ['the hash of the other version', signed(notification, rsa.privateKey, 'sha1'), 'bad_signature'],
    ['an unknown version', signed({ ...notification, SignatureVersion: '3' }), 'unsupported_version'],
    ['a version that is a number', { ...signed(notification), SignatureVersion: 2 }, 'unsupported_version'],
    ['an unknown type', signed({ ...notification, Type: 'constructor' }), 'malformed_body'],
    ['a foreign topic', signed({ ...notification, TopicArn: `${TOPIC}2` }), 'bad_topic'],
    ['no date', signed({ ...notification, Timestamp: '1767225600' }), 'bad_timestamp'],
    ['an old date', signed({ ...notification, Timestamp: '2025-12-31T22:59:59.999Z' }), 'timestamp_too_old'],
    [
      'a future date',
      signed({ ...notification, Timestamp: '2026-01-01T00:05:00.001Z' }),
      'timestamp_too_new',
    ],
    [
      'a weak key',
      signed({ ...notification, SigningCertURL: CERT.replace('0123abcd', 'beef') }, weak.privateKey),
      'weak_key',
    ],
    ['a list as body', [signed(notification)], 'malformed_body'],
  ])('with %s is refused', async (_what, message, reason) => {
    expect(await ask(message)).toBe(reason);
  });

  it.each([
    'http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-a.pem',
    'https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-a.pem',
    'https://evil.example/sns.eu-west-1.amazonaws.com/SimpleNotificationService-a.pem',
    'https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-a.pem',
    'https://u:p@sns.eu-west-1.amazonaws.com/SimpleNotificationService-a.pem',
    'https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-a.pem',
    'https://s3.eu-west-1.amazonaws.com/SimpleNotificationService-a.pem',
    'https://bucket.s3.amazonaws.com/SimpleNotificationService-a.pem',
    'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-a.pem?x',
    'https://sns.eu-west-1.amazonaws.com/a/../SimpleNotificationService-a.pem',
    'https://sns.eu-west-1.amazonaws.com\\@evil.example/SimpleNotificationService-a.pem',
    'https://sns.eu-west-1.amazonaws.com/other.pem',
    ' https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-a.pem',
    '',
  ])('never fetches a certificate from %j', async (url) => {
    fetched.length = 0;

    expect(await ask(signed({ ...notification, SigningCertURL: url }))).toBe('bad_cert_url');
    expect(fetched).toEqual([]);
  });

  it.each([undefined, '', '***', 'AAA', 7])(
    'fetches nothing for one whose signature is %j',
    async (Signature) => {
      fetched.length = 0;

      expect(['missing_signature', 'bad_signature']).toContain(await ask({ ...notification, Signature }));
      expect(fetched).toEqual([]);
    },
  );

  it('is only taken from pinned topics', () => {
    expect(() => aVerifier('aws-sns', { config: {} })).toThrow(VerifierRefused);
    expect(() => aVerifier('aws-sns', { config: { topics: [] } })).toThrow(VerifierRefused);
  });
});

describe('an SNS confirmation', () => {
  it('names the address to visit, after it was proven', async () => {
    expect(await post(signed(confirmation))).toMatchObject({
      kind: 'handshake',
      answer: {
        status: 200,
        visit: { url: confirmation.SubscribeURL, member: 'SubscribeURL', wanted: false },
      },
    });
    expect(await ask({ ...signed(confirmation), SubscribeURL: `${HOST}/?other` })).toBe('bad_signature');
  });

  it.each([
    [true, true],
    [false, false],
    ['true', false],
    [1, false],
  ])('is followed when the hook says %j: %s', async (confirmSubscriptions, wanted) => {
    const asked = aVerifier('aws-sns', { config: { topics: [TOPIC], confirmSubscriptions } }, keySets);
    const body = JSON.stringify(signed(confirmation));

    expect(await asked.verify(aRequest({ body }), NOW)).toMatchObject({ answer: { visit: { wanted } } });
  });

  it('of an end of subscription is answered and nothing is visited', async () => {
    const answer = await post(signed({ ...confirmation, Type: 'UnsubscribeConfirmation' }));

    expect(answer).toMatchObject({ kind: 'handshake', answer: { status: 200 } });
    expect(answer.kind === 'handshake' && answer.answer.visit).toBeUndefined();
  });

  it.each([
    'https://evil.example/',
    'http://sns.eu-west-1.amazonaws.com/',
    'https://169.254.169.254/latest',
    'x',
  ])('never leads to %s, signed or not', async (SubscribeURL) => {
    expect(await ask(signed({ ...confirmation, SubscribeURL }))).toBe('bad_subscribe_url');
  });
});
