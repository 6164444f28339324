import { afterAll, beforeAll, expect, it } from 'vitest';

import { send } from '../support/a-delivery.js';
import { aCalendar } from '../support/a-calendar.js';
import type { Calendar } from '../support/a-calendar.js';
import { requireHook } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, NOTHING } from '../support/builders.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';

let database: TestDatabase;
let calendar: Calendar;
let signet: TestSignet;

beforeAll(async () => {
  database = await createTestDatabase();
  calendar = await aCalendar(database);
  signet = await startTestSignet({
    databaseUrl: database.url,
    env: { ROLE: 'web', LIMIT_PER_MONTH: '5' },
  });
});
afterAll(async () => {
  await signet?.stop();
  await database?.drop();
});

async function call(hook: TestHook): Promise<string> {
  const { status, headers } = await send(hook.url, { method: 'POST', body: '{}' });
  return status === 429 ? `429 for ${headers.get('retry-after')} s` : String(status);
}

it('days and months are those of UTC, by the clock of the database', async () => {
  const { id } = await deploy(signet, {
    limits: { perDay: 2 },
    triggers: [{ id: 'hook', type: 'webhook', open: true }],
    tasks: [NOTHING],
  });
  const hook = await requireHook(signet, id, 'hook');
  const callAt = async (at: string) => {
    await calendar.set(at);
    return call(hook);
  };
  expect(await callAt('2026-01-30T23:00:00Z')).toBe('202');
  expect(await callAt('2026-01-30T23:59:58Z')).toBe('202');
  expect(await callAt('2026-01-30T23:59:58Z')).toBe('429 for 2 s');
  expect(await callAt('2026-01-31T00:00:00Z')).toBe('202');
  expect(await callAt('2026-01-31T01:00:00+02:00')).toBe('429 for 3600 s'); // the day before, at home
  expect(await callAt('2026-01-31T12:00:00Z')).toBe('202');
  expect(await callAt('2026-01-31T23:59:59.500Z')).toBe('429 for 1 s');
  expect(await callAt('2026-02-01T00:00:00Z')).toBe('202');
  expect(await callAt('2026-01-29T00:00:00Z')).toBe('202'); // the fifth of January
  expect(await callAt('2026-01-29T00:00:00Z')).toBe(`429 for ${3 * 86_400} s`); // the month's is used up too
  expect(await callAt('2026-02-28T23:59:59Z')).toBe('202');
});
