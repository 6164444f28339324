import { describe, expect, it } from 'vitest';
import { aRequest } from '../../../test/fixtures/senders/request.js';
import { compileField } from './event-field.js';
import { RequestView } from './request-view.js';

const hashOf = (token: string | undefined): unknown => {
  const view = new RequestView(aRequest({}));
  view.token = token;
  return compileField(['hash:token'])({ view, item: undefined, index: null, configured: null });
};

describe('the hash of a token', () => {
  it('is the same whichever signature stands behind it: who has one can make another', () => {
    expect(hashOf('aGVhZA.Ym9keQ.c2ln')).toEqual(expect.stringMatching(/^[0-9a-f]{64}$/));
    expect(hashOf('aGVhZA.Ym9keQ.c2ln')).toBe(hashOf('aGVhZA.Ym9keQ.b3RoZXI'));
    expect(hashOf('aGVhZA.Ym9keQ.c2ln')).not.toBe(hashOf('aGVhZA.Ym9keR.c2ln'));
  });

  it('is none where there is no token', () => {
    expect(hashOf(undefined)).toBeUndefined();
  });
});
