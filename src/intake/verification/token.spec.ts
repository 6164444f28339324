import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRequest } from '../../../test/fixtures/senders/request.js';
import { tokenDigest, verifyToken } from './token.js';

const digests = [tokenDigest('old'), tokenDigest('s3cret')];
const bearer = { from: 'header:authorization', scheme: 'Bearer' };
const ask = (authorization: string, place: { from: string; scheme?: string } = bearer): unknown =>
  verifyToken(aRequest({ headers: { Authorization: authorization } }), place, digests);

describe('a static token', () => {
  it.each(['Bearer s3cret', 'bearer s3cret', 'BEARER   s3cret'])(
    'is found behind its scheme: %s',
    (value) => {
      expect(ask(value)).toEqual({ secretIndex: 1 });
    },
  );

  it.each([
    's3cret',
    'Basic s3cret',
    'Bearer S3cret',
    'Bearer s3cre',
    'Bearer s3cret ',
    'Bearers3cret',
    'Bearer',
  ])('is refused when written %j', (value) => {
    expect(ask(value)).toEqual({ refused: 'bad_token' });
  });

  it('may be one of several live ones', () => {
    expect(ask('Bearer old')).toEqual({ secretIndex: 0 });
  });

  it('is taken verbatim where no scheme is named', () => {
    expect(ask('s3cret', { from: 'header:authorization' })).toEqual({ secretIndex: 1 });
    expect(ask('Bearer s3cret', { from: 'header:authorization' })).toEqual({ refused: 'bad_token' });
  });

  it('is missing when the header is absent or empty, and ambiguous when it comes twice', () => {
    expect(verifyToken(aRequest({}), bearer, digests)).toEqual({ refused: 'missing_token' });
    expect(ask('')).toEqual({ refused: 'missing_token' });
    const twice = aRequest({
      headers: [
        ['Authorization', 'Bearer s3cret'],
        ['authorization', 'Bearer s3cret'],
      ],
    });
    expect(verifyToken(twice, bearer, digests)).toEqual({ refused: 'duplicate_header' });
  });

  it('never passes without a digest to compare with', () => {
    expect(verifyToken(aRequest({ headers: { authorization: 'Bearer ' } }), bearer, [])).toEqual({
      refused: 'no_secret',
    });
  });

  it('of HTTP Basic is user and password, the password with colons of its own', () => {
    const place = { from: 'header:authorization', scheme: 'Basic' };
    const known = [tokenDigest('hook:p:ä')];
    const ask = (value: string): unknown =>
      verifyToken(aRequest({ headers: { authorization: value } }), place, known);
    const encoded = Buffer.from('hook:p:ä', 'utf8').toString('base64');

    expect(ask(`Basic ${encoded}`)).toEqual({ secretIndex: 0 });
    expect(ask(`Basic ${encoded.replace(/=+$/, '')}*`)).toEqual({ refused: 'bad_token' });
    expect(ask(`Basic ${encoded.slice(0, -1)}`)).toEqual({ refused: 'bad_token' });
  });

  it('is compared by its bytes, as a header can carry them', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.string({ unit: 'grapheme' }),
        (token, other) => {
          const shown = Buffer.from(token, 'utf8').toString('latin1');
          const request = aRequest({ headers: { 'x-key': shown } });

          expect(verifyToken(request, { from: 'header:x-key' }, [tokenDigest(token)])).toEqual({
            secretIndex: 0,
          });
          expect('refused' in verifyToken(request, { from: 'header:x-key' }, [tokenDigest(other)])).toBe(
            token !== other,
          );
        },
      ),
    );
  });
});
