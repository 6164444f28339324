import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AdminApp, request, startAdminApp } from './admin-app.js';

let app: AdminApp;
beforeAll(async () => {
  app = await startAdminApp();
  await app.dataSource.destroy();
});
afterAll(async () => {
  await app?.stop();
});

const get = (path: string) => request(`${app.url}${path}`, 'GET', undefined, {});

it('a process that lost Postgres is alive, not ready, and still measured', async () => {
  expect((await get('/health/live')).status).toBe(200);
  const ready = await get('/health/ready');
  expect(ready.status).toBe(503);
  expect(ready.body).toMatchObject({
    status: 'error',
    error: { postgres: { status: 'down' } },
    info: { redis: { status: 'up', state: 'off' } },
  });
  const metrics = await get('/metrics');
  expect(metrics.status).toBe(200);
  expect(metrics.body).toMatch(/^signet_pool_waits 0$/m);
  expect(metrics.body).toMatch(/^process_cpu_seconds_total /m);
});

/** What alerts ask to have risen, and that ring at once: one that waits sees later rises too. */
const rises = (
  parse(readFileSync('helm/files/alerts.yaml', 'utf8')) as {
    groups: { rules: { alert: string; expr: string; for?: string }[] }[];
  }
).groups
  .flatMap(({ rules }) => rules)
  .filter((rule) => rule.for === undefined)
  .flatMap(({ alert, expr }) =>
    [...expr.matchAll(/increase\((\w+)(?:\{([^}]*)\})?\[\w+\]\)\) > 0(?!\.)/g)].map(([, metric, labels = '']) => ({
      alert,
      metric: metric!,
      labels: labels.split(',').filter((label) => label !== ''),
    })),
  );

it('shows at zero what an alert must see rise for the first time', async () => {
  const lines = String((await get('/metrics')).body).split('\n');
  const unseen = rises.filter(
    ({ metric, labels }) =>
      !lines.some(
        (line) => new RegExp(`^${metric}[{ ]`).test(line) && labels.every((label) => line.includes(label)),
      ),
  );
  expect(rises.map(({ alert }) => alert)).toEqual([
    'SignetLeasesLost',
    'SignetDeadLetters',
    'SignetQuotaUsedUp',
    'SignetTokensGuessed',
  ]);
  expect(unseen).toEqual([]);
});
