import { describe, expect, it } from 'vitest';
import { presets } from '../../test/fixtures/senders/request.js';
import { credentialNames } from './proof-names.js';

const namesOf = (preset: string, config = {}, token?: { from: string }): string[] =>
  [...credentialNames({ profile: presets.get(preset)!, config, ...(token && { token }) })].sort();

describe('the names of credentials', () => {
  it('are what the profile, its settings and the token of the hook say', () => {
    expect(namesOf('ory-api-key', { from: 'header:X-Door' })).toEqual(['x-door']);
    expect(namesOf('ory-api-key')).toEqual(['x-api-key']);
    expect(namesOf('generic-hmac', { proof: { from: 'query:Mac', enc: 'hex' } })).toEqual(['mac']);
    expect(namesOf('cloudevents', {}, { from: 'header:X-Plain' })).toEqual([
      'access_token',
      'authorization',
      'x-plain',
    ]);
    expect(namesOf('svix')).toEqual(['svix-signature', 'webhook-signature']);
    expect([...credentialNames({ config: {} })]).toEqual([]);
  });

  it('are none of what is only looked at beside them, and none that stand in a body', () => {
    expect(namesOf('standard-webhooks')).toEqual(['webhook-signature']);
    expect(namesOf('hap', { appKey: 'a' })).toEqual(['sign']);
    expect(namesOf('ms-graph')).toEqual([]);
    expect(namesOf('generic-hmac', { proof: 'no rule' })).toEqual([]);
    expect(namesOf('casdoor', { from: 7 })).toEqual([]);
  });
});
