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
