import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { signedHeaders } from './standard-webhook.js';

const secrets = fc
  .uint8Array({ minLength: 16, maxLength: 64 })
  .map((bytes) => Buffer.from(bytes).toString('base64'));

describe('a signed body', () => {
  it('is what the official library verifies, and a changed one is not', () => {
    fc.assert(
      fc.property(secrets, fc.uuid(), fc.string({ unit: 'grapheme' }), (secret, id, text) => {
        const body = JSON.stringify({ text });
        const headers = signedHeaders(`whsec_${secret}`, id, new Date(), body);
        const webhook = new Webhook(secret);

        expect(webhook.verify(body, headers)).toEqual({ text });
        expect(() => webhook.verify(`${body} `, headers)).toThrow('No matching signature');
      }),
    );
  });

  it.each(['', 'whsec_', 'whsec_AAAA', 'whsec_not base64 at all!!!!!!!'])(
    'needs a real secret, not "%s"',
    (secret) => {
      expect(() => signedHeaders(secret, 'msg_1', new Date(), '{}')).toThrow('not one of Standard Webhooks');
    },
  );
});
