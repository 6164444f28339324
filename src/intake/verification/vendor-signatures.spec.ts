import { sign as signGitHub } from '@octokit/webhooks-methods';
import * as fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Stripe } from 'stripe';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, it } from 'vitest';
import {
  aRequest,
  aVerifier,
  NOW,
  NOW_SECONDS,
  verdictOf,
  withBitFlipped,
} from '../../../test/fixtures/senders/request.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER_SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

interface Vendor {
  preset: string;
  stale: string | null;
  sign: (body: string, at: Date, secret: string) => Promise<Record<string, string>>;
}

const stripe = new Stripe('sk_test_unused');

/** Each signs with the vendor's own library; GitHub's signature carries no time. */
const vendors: Vendor[] = [
  {
    preset: 'standard-webhooks',
    stale: 'timestamp_too_old',
    sign: async (body, at, secret) => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new StandardWebhook(secret).sign('msg_1', at, body),
    }),
  },
  {
    preset: 'svix',
    stale: 'timestamp_too_old',
    sign: async (body, at, secret) => ({
      'svix-id': 'msg_1',
      'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
      'svix-signature': new SvixWebhook(secret).sign('msg_1', at, body),
    }),
  },
  {
    preset: 'stripe',
    stale: 'timestamp_too_old',
    sign: async (payload, at, secret) => ({
      'Stripe-Signature': stripe.webhooks.generateTestHeaderString({
        payload,
        secret,
        timestamp: Math.floor(at.getTime() / 1000),
      }),
    }),
  },
  {
    preset: 'github',
    stale: null,
    sign: async (body, _at, secret) => ({ 'X-Hub-Signature-256': await signGitHub(secret, body) }),
  },
];

/** Vendor libraries take text, so bodies are text here; `signature-check.spec.ts` covers bytes. */
const bodies = fc.oneof(fc.json(), fc.string({ unit: 'grapheme', minLength: 1 }), fc.lorem());

describe.each(vendors)('$preset, signed by the vendor library', ({ preset, sign, stale }) => {
  const verifier = aVerifier(preset, { secrets: [SECRET] });

  it('accepts any body', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const headers = await sign(body, NOW, SECRET);

        expect(await verdictOf(verifier.verify(aRequest({ headers, body }), NOW))).toBe('accepted');
      }),
      { numRuns: 60 },
    );
  });

  it('refuses any body with one bit changed', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, fc.nat(), async (body, bit) => {
        const headers = await sign(body, NOW, SECRET);
        const changed = withBitFlipped(Buffer.from(body, 'utf8'), bit);

        const verdict = await verdictOf(verifier.verify(aRequest({ headers, body: changed }), NOW));
        expect(verdict).toBe('bad_signature');
      }),
      { numRuns: 60 },
    );
  });

  it('refuses the signature of another key', async () => {
    const headers = await sign('{}', NOW, OTHER_SECRET);

    expect(await verdictOf(verifier.verify(aRequest({ headers, body: '{}' }), NOW))).toBe('bad_signature');
  });

  it('accepts either of two live secrets and tells which', async () => {
    const both = aVerifier(preset, { secrets: [OTHER_SECRET, SECRET] });
    const headers = await sign('{}', NOW, SECRET);

    expect(await both.verify(aRequest({ headers, body: '{}' }), NOW)).toMatchObject({
      kind: 'accepted',
      secretIndex: 1,
    });
  });

  it('refuses a delivery replayed later where the signature carries a time', async () => {
    const headers = await sign('{}', NOW, SECRET);
    const later = new Date((NOW_SECONDS + 301) * 1000);

    const verdict = await verdictOf(verifier.verify(aRequest({ headers, body: '{}' }), later));
    expect(verdict).toBe(stale ?? 'accepted');
  });
});
