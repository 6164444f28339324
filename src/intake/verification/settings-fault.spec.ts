import { describe, expect, it } from 'vitest';
import { presets } from '../../../test/fixtures/senders/request.js';
import { vectors } from '../../../test/fixtures/senders/vectors.js';
import { endpointOf } from '../../cli/run-vector.js';
import { settingsFault } from './settings-fault.js';

describe('the settings of an endpoint', () => {
  it('of every recorded delivery that is accepted are usable, whatever its secrets are', () => {
    const accepted = vectors.filter(({ expect: verdict }) => verdict === 'accept');
    const faults = accepted.map((vector) => {
      const { secrets, config } = endpointOf(vector);
      return [vector.id, settingsFault(presets.get(vector.preset)!, config, secrets.length)];
    });

    expect(faults.length).toBeGreaterThan(100);
    expect(faults.filter(([, fault]) => fault !== null)).toEqual([]);
  });

  it.each([
    ['cloudevents', {}, 'lacks "origins"'],
    ['cloudevents', { origins: ['idp.example'], rate: '120\r\nx: y' }, 'cannot be sent in a header'],
    ['cloudevents', { origins: ['idp.example'], rate: '120 ☃' }, 'cannot be sent in a header'],
    ['aws-sns', { topics: [] }, 'a text or a list of texts'],
    ['ory-api-key', { from: 'nowhere:x' }, 'nowhere:x'],
    ['http-message-signatures', { keys: [], components: [], url: 'https://a.example' }, 'lacks "keys"'],
  ])('of %s are told apart where nothing could be proven with them: %o', (profile, config, fault) => {
    expect(settingsFault(presets.get(profile)!, config, 1)).toContain(fault);
  });

  it('name no secret that is not listed', () => {
    const keys = [{ keyid: 'k', alg: 'hmac-sha256', secret: 1 }];
    const config = { keys, components: ['@method'], digest: false };

    expect(settingsFault(presets.get('http-message-signatures')!, config, 2)).toBeNull();
    expect(settingsFault(presets.get('http-message-signatures')!, config, 1)).toContain('no secret');
  });
});
