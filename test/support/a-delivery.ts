/** Deliveries as an auth platform sends them. */
import { createHmac, randomUUID } from 'node:crypto';
import type { TestHook } from './a-hook.js';
import { SECRET } from './a-hook.js';

export interface Delivery {
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface DeliveryParts {
  readonly id?: string;
  /** Written as JSON unless it is text. */
  readonly body?: unknown;
  readonly secret?: string;
  /** Seconds from now at which it says it was signed. */
  readonly ageSeconds?: number;
  readonly headers?: Record<string, string>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: { executions: string[]; event: string | null; events?: string[]; detail?: string };
}

/** Signed by Standard Webhooks; `user.created` of a new user by default. */
export function aDelivery(parts: DeliveryParts = {}): Delivery {
  const { id = `msg_${randomUUID()}`, body = aUserCreated(), secret = SECRET, ageSeconds = 0 } = parts;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
  return { headers: { ...headers, ...parts.headers }, body: text };
}

export function aUserCreated(userId: string = `usr_${randomUUID()}`): Record<string, unknown> {
  return { type: 'user.created', userId, metadata: { role: 'member', source: 'app' } };
}

/** Posts it and reads the answer whole. */
export async function post(hook: Pick<TestHook, 'url'>, delivery: Delivery = aDelivery()): Promise<Answered> {
  return send(hook.url, { method: 'POST', headers: delivery.headers, body: delivery.body });
}

/** Any request to a hook. */
export async function send(url: string, init: RequestInit): Promise<Answered> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = text !== '' && response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: (isJson ? JSON.parse(text) : {}) as Answered['json'],
  };
}
