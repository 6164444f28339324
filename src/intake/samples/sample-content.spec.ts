import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presets } from '../../../test/fixtures/senders/request.js';
import { proofNames } from '../proof-names.js';
import { sampleContent, sampleGroups } from './sample-content.js';

const NONE: ReadonlySet<string> = new Set();
const request = (body: unknown, headers = {}, query = {}) => ({ body, headers, query, isForm: false });

describe('the content of a sample', () => {
  it('is told by where it stood', () => {
    const content = sampleContent(
      'POST',
      request({ a: 1, b: 'x' }, { 'x-id': 't' }, { q: ['1', '2'] }),
      NONE,
    );
    expect(sampleGroups(content)).toEqual({
      body: [
        { name: 'a', type: 'number', from: 'a', value: 1 },
        { name: 'b', type: 'string', from: 'b', value: 'x' },
        { name: 'body', type: 'object', from: '', whole: true, value: { a: 1, b: 'x' } },
      ],
      query: [{ name: 'q', type: 'array', from: 'q', value: ['1', '2'] }],
      header: [{ name: 'xId', type: 'string', from: 'x-id', value: 't' }],
    });
  });

  it('has nothing of the proofs, at any depth and in any case', () => {
    const proofs = new Set(['x-plain', 'clientstate', 'sign']);
    const body = { value: [{ clientState: 'secret' }], Sign: { deep: 'secret' }, sign: 'secret' };
    const content = sampleContent('POST', request(body, { 'x-plain': 'secret' }, { SIGN: 'secret' }), proofs);
    expect(JSON.stringify(content)).not.toContain('"secret"');
    expect(sampleGroups(content)).toMatchObject({ query: [], header: [] });
  });

  it('stays below a bound for any request', { timeout: 60_000 }, () => {
    const json = fc.jsonValue({ maxDepth: 6 });
    const fields = fc.dictionary(fc.string({ maxLength: 400 }), fc.string({ maxLength: 500 }), {
      maxKeys: 120,
    });
    fc.assert(
      fc.property(json, fields, fields, (body, headers, query) => {
        expect(
          JSON.stringify(sampleContent('POST', request(body, headers, query), NONE)).length,
        ).toBeLessThan(200_000);
      }),
      { numRuns: 20 },
    );
  });

  it('gives up its values where they are too much', () => {
    const body = Object.fromEntries(
      Array.from({ length: 99 }, (_, at) => [`m${at}`, Array(20).fill('x'.repeat(190))]),
    );
    const { values, parameters } = sampleContent('POST', request(body), NONE);
    expect([Object.keys(values).length, Object.keys(parameters).length]).toEqual([0, 100]);
  });
});

describe('the names of proofs', () => {
  const namesOf = (preset: string, config = {}, token?: { from: string }): string[] =>
    [...proofNames({ profile: presets.get(preset)!, config, ...(token && { token }) })].sort();

  it('are those of the profile and of the token', () => {
    expect(namesOf('standard-webhooks', {}, { from: 'header:X-Plain' })).toEqual([
      'webhook-id',
      'webhook-signature',
      'webhook-timestamp',
      'x-plain',
    ]);
    expect(namesOf('ms-graph')).toContain('clientstate');
    expect(namesOf('hap')).toEqual(expect.arrayContaining(['appkey', 'sign', 'timestamp']));
  });

  it('are those that the settings name', () => {
    expect(namesOf('generic-hmac', { proof: { from: 'header:x-own-signature', enc: 'hex' } })).toContain(
      'x-own-signature',
    );
  });

  it('are there for every profile with a proof in a header, and for a hook without a profile', () => {
    for (const [name, { checks }] of presets) {
      const isPlaced = /\b(?:header|query|form|json):/.test(JSON.stringify(checks));
      expect([name, namesOf(name).length > 0]).toEqual([name, isPlaced]);
    }
    expect(proofNames({ config: {} }).size).toBe(0);
  });
});
