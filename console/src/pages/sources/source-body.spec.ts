import { describe, expect, it } from 'vitest';
import type { Source } from './source';
import { changedSource, configOf, requestsText, textsOf } from './source-body';

const setting = (name: string, rest: object = {}) => ({ name, required: false, what: name, ...rest });

describe('the settings of a sender', () => {
  it('are texts, lists where there may be several, and JSON where it looks like some', () => {
    const settings = [
      setting('issuer'),
      setting('algs', { list: true }),
      setting('audience', { list: true }),
      setting('digest'),
      setting('key'),
    ];
    const texts = {
      issuer: ' https://a.example, b ',
      algs: 'RS256, ES256',
      audience: 'one',
      digest: 'false',
      key: '{"enc":"base64"}',
    };
    expect(configOf(settings, texts)).toEqual({
      value: {
        issuer: 'https://a.example, b',
        algs: ['RS256', 'ES256'],
        audience: 'one',
        digest: false,
        key: { enc: 'base64' },
      },
      faults: {},
    });
  });

  it('are at fault when one that is needed is missing, and when what looks like JSON is none', () => {
    const settings = [setting('issuer', { required: true }), setting('key'), setting('rate')];
    const { value, faults } = configOf(settings, { issuer: ' ', key: '{"enc":' });
    expect(value).toEqual({});
    expect(faults).toEqual({ issuer: 'is needed', key: 'is not JSON' });
  });

  it('come back as the texts they were made of', () => {
    const config = {
      issuer: 'a',
      algs: ['RS256', 'ES256'],
      key: { enc: 'hex' },
      digest: false,
      odd: ['a,b'],
    };
    const settings = Object.keys(config).map((name) =>
      setting(name, { list: name === 'algs' || name === 'odd' }),
    );
    expect(configOf(settings, textsOf(config)).value).toEqual(config);
  });
});

describe('a source that is changed', () => {
  const source = {
    name: 'idp',
    description: 'before',
    proofs: {
      profile: 'ssf',
      secrets: 1,
      config: { issuer: 'a' },
      token: { from: 'header:x-key', scheme: 'Bearer', secrets: 1 },
      poll: {
        endpoint: 'https://t.example',
        maxEvents: 5,
        intervalSeconds: 9,
        longPoll: false,
        authorization: true,
      },
      open: true,
    },
    event: { type: ['json:/t'] },
    vocabulary: { a: 'user.created' },
    limits: { requests: { limit: 600, per: '1m' } },
  } as unknown as Source;
  const edits = { description: ' after ', config: { issuer: 'b' }, ip: ['10.0.0.0/8'], isWaiting: false };

  it('keeps all that its form does not show, and says nothing of secrets', () => {
    expect(changedSource(source, { ...edits, requests: requestsText(source) })).toEqual({
      description: 'after',
      verify: { profile: 'ssf', config: { issuer: 'b' } },
      token: { from: 'header:x-key', scheme: 'Bearer' },
      poll: { endpoint: 'https://t.example', maxEvents: 5, intervalSeconds: 9, longPoll: false },
      ip: ['10.0.0.0/8'],
      open: true,
      event: { type: ['json:/t'] },
      vocabulary: { a: 'user.created' },
      limits: { requests: { limit: 600, per: '1m' } },
    });
  });

  it('has no limit of its own when none is said, and still waits for a secret that has not come', () => {
    const body = changedSource(source, { ...edits, requests: '', isWaiting: true });
    expect(body.limits).toBeUndefined();
    expect(body.verify?.secretLater).toBe(true);
    expect(changedSource(source, { ...edits, requests: 'none' }).limits).toEqual({ requests: 'none' });
  });
});
