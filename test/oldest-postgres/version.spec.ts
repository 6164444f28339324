/** What this project runs on, and that a whole Signet starts there from nothing. */
import { afterAll, beforeAll, expect, it } from 'vitest';

import { LEAST_MAJOR } from '../../src/doctor/checks/postgres.js';
import { post } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';

let signet: TestSignet;
beforeAll(async () => {
  signet = await startTestSignet();
});
afterAll(async () => {
  await signet?.stop();
});

it('is the oldest that the doctor lets through, and takes a delivery', async () => {
  const [server] = await signet.rows<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  expect(Math.floor(server!.version / 10_000)).toBe(LEAST_MAJOR);
  expect((await post(await aSource(signet))).status).toBe(202);
});
