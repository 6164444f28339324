import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import type { ExecutionOutcome } from '../outcome.js';
import { outcomeContent, signedHeaders } from './callback-message.js';

const SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const ID = '019aa5f0-7c1e-7d2a-9b3c-4d5e6f708192';

const OUTCOME = {
  id: ID,
  workflow: 'acme/hire',
  revision: 2,
  environment: 'production',
  status: 'dead',
  error: { code: 'task_failed', message: 'the password is hunter2' },
  outputs: { first: { made: true } },
  eventId: 'event-id',
  finishedAt: new Date('2026-01-31T12:00:00Z'),
} as unknown as ExecutionOutcome;

describe('a callback', () => {
  it('says what became of the execution, and nothing of why', () => {
    const { contentType, body } = outcomeContent(OUTCOME);
    expect([contentType, JSON.parse(body)]).toEqual([
      'application/json',
      {
        type: 'execution.dead',
        timestamp: '2026-01-31T12:00:00.000Z',
        data: {
          execution: ID,
          workflow: 'acme/hire',
          revision: 2,
          environment: 'production',
          status: 'dead',
          outputs: { first: { made: true } },
          event: 'event-id',
        },
      },
    ]);
  });

  it('is signed so that the library of Standard Webhooks takes it, whatever it is made of', () => {
    for (const content of [outcomeContent(OUTCOME), { contentType: 'application/xml', body: '<é/>' }]) {
      const headers = signedHeaders(content, { id: ID, secret: SECRET, now: new Date() })!;
      expect(headers).toMatchObject({ 'webhook-id': ID, 'content-type': content.contentType });
      expect(() => new Webhook(SECRET).verify(content.body, headers)).not.toThrow(/signature|header/i);
      expect(() => new Webhook(SECRET).verify(`${content.body} `, headers)).toThrow('signature');
    }
  });

  it.each(['', 'not base64!', 'whsec_', 'whsec_c2hvcnQ='])('is not signed with %j', (secret) => {
    expect(signedHeaders(outcomeContent(OUTCOME), { id: ID, secret, now: new Date() })).toBeNull();
  });
});
