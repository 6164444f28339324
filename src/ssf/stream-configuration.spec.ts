import { describe, expect, it } from 'vitest';
import { TargetRefused } from '../errors/errors.js';
import { readStream, streamBody } from './stream-configuration.js';

describe('a stream', () => {
  it('is asked for with where to push to, and what comes with each push', () => {
    const push = { endpoint: 'https://signet.example.com/ssf/a', authorization: 'Bearer x' };
    expect(streamBody({ method: 'push', push, events: ['urn:a'], description: 'd' })).toEqual({
      delivery: {
        method: 'urn:ietf:rfc:8935',
        endpoint_url: 'https://signet.example.com/ssf/a',
        authorization_header: 'Bearer x',
      },
      events_requested: ['urn:a'],
      description: 'd',
    });
  });

  it('that is polled is given its endpoint by the transmitter', () => {
    expect(streamBody({ method: 'poll', events: [], description: 'd' })).toMatchObject({
      delivery: { method: 'urn:ietf:rfc:8936' },
    });
  });

  it('is read as its transmitter describes it', () => {
    const described = {
      stream_id: 's1',
      aud: ['a', 'b'],
      delivery: { method: 'urn:ietf:rfc:8936', endpoint_url: 'https://tr.example.com/poll/s1' },
      events_delivered: ['urn:a', 7],
    };
    expect(readStream(described)).toEqual({
      streamId: 's1',
      audience: ['a', 'b'],
      endpoint: 'https://tr.example.com/poll/s1',
      eventsDelivered: ['urn:a'],
    });
  });

  it('in the words of earlier drafts is understood, and so is one that says little', () => {
    const delivery = { delivery_method: 'urn:ietf:rfc:8935', url: 'https://a.example/x' };
    expect(readStream({ stream_id: 's1', aud: 'a', delivery })).toEqual({
      streamId: 's1',
      audience: ['a'],
      endpoint: 'https://a.example/x',
      eventsDelivered: [],
    });
    expect(readStream({ stream_id: 's1' })).toMatchObject({ audience: [], endpoint: null });
  });

  it.each([null, [], 'text', {}, { stream_id: 7 }, { stream_id: '' }])('is not %j', (value) => {
    expect(() => readStream(value)).toThrow(TargetRefused);
  });
});
