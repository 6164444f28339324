/** The events of the benchmark and the secret they are signed with (standard-webhooks). */
import { createHmac } from 'node:crypto';

export const SIGNING_KEY = Buffer.alloc(32, 9);
export const SECRET = `whsec_${SIGNING_KEY.toString('base64')}`;
/** Opaque part of the hook's URL. */
export const ADDRESS = 'be'.repeat(32);
export const PATH = `/hooks/${ADDRESS}`;
export const EVENT_TYPE = 'user.updated';
/** Users that events are about; all of them exist beforehand. */
export const USERS = 10_000;

export const userId = (n) => `user-${String(n % USERS).padStart(6, '0')}`;

/** Body of the nth event, about 400 bytes. Neighbours are about different users. */
export function bodyOf(n) {
  const user = userId(n * 7919);
  return JSON.stringify({
    type: EVENT_TYPE,
    timestamp: new Date().toISOString(),
    userId: user,
    data: {
      email: `${user}@example.com`,
      plan: n % 2 === 0 ? 'pro' : 'free',
      logins: n,
      address: { street: 'Hauptstrasse 12', city: 'Zurich', postalCode: '8001', country: 'CH' },
      locale: 'de-CH',
      lastSeen: { ip: '203.0.113.7', agent: 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0' },
    },
  });
}

/** Signature over id, timestamp and body, as standard-webhooks has it. */
export function sign(id, timestamp, body) {
  return `v1,${createHmac('sha256', SIGNING_KEY).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}
