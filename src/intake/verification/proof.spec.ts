import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aRequest, aVerifier, NOW, NOW_SECONDS, verdictOf } from '../../../test/fixtures/senders/request.js';

describe('a list of signatures joined by comma and space', () => {
  const verifier = aVerifier('supabase', { secrets: ['v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] });
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  const good = `v1,${createHmac('sha256', key).update(`m.${NOW_SECONDS}.{}`).digest('base64')}`;
  const other = `v1,${createHmac('sha256', 'x').update('').digest('base64')}`;
  const ask = (signatures: string): Promise<string> => {
    const headers = {
      'webhook-id': 'm',
      'webhook-timestamp': String(NOW_SECONDS),
      'webhook-signature': signatures,
    };
    return verdictOf(verifier.verify(aRequest({ headers, body: '{}' }), NOW));
  };

  it.each([
    `${good},`,
    `${good}, `,
    `${other}, ${good},`,
    `${good}, ${other},`,
    `${other} ${good}`,
    `${other},  ${good}`,
  ])('proves the sender whatever ends its entries: %s', async (signatures) => {
    expect(await ask(signatures)).toBe('accepted');
  });

  it.each([`${other},${good}`, `${good},,`, `${good},, ${other}`])(
    'is not cut at a comma alone: %s',
    async (signatures) => {
      expect(await ask(signatures)).toBe('bad_signature');
    },
  );

  it.each(['v1,', ',', 'v1,,'])('without a signature lacks one: %s', async (signatures) => {
    expect(['missing_signature', 'bad_signature']).toContain(await ask(signatures));
  });
});
