/** The folder of `WORKFLOWS_DIR`: what is in it runs in production, for the tenant `main`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { temporaryFolder } from '../support/temporary-folder.js';

let database: TestDatabase;
let folder: string;
let signet: TestSignet;

const text = (says: string): string =>
  JSON.stringify({ id: 'mounted', namespace: 'acme', tasks: [{ id: 'say', type: 'log', message: says }] });
const start = () =>
  startTestSignet({ env: { ROLE: 'web', WORKFLOWS_DIR: folder, ...WITH_ADMIN }, databaseUrl: database.url });
const known = async (query = ''): Promise<unknown> => {
  const { revision, newest, environments } = await new TestApi(signet).must(
    'GET',
    `/workflows/acme/mounted${query}`,
  );
  return { revision, newest, environments };
};

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await temporaryFolder('workflows');
  await writeFile(join(folder, 'mounted.json'), text('first'));
  signet = await start();
});
afterAll(async () => {
  await signet?.stop();
  await database?.drop();
});

it('is deployed in production of main, and nowhere else', async () => {
  const api = new TestApi(signet);
  await api.must('PUT', '/environments/staging', {});
  const lyon = await api.tenant('lyon');

  expect(await known()).toEqual({ revision: 1, newest: 1, environments: ['production'] });
  expect((await lyon.call('GET', '/workflows/acme/mounted')).status).toBe(404);
});

it('is looked at again by a process that starts, and leaves what is tried elsewhere alone', async () => {
  await new TestApi(signet).must('PUT', '/workflows?environment=staging', text('tried'));
  await signet.stop();
  signet = await start();
  const both = { newest: 2, environments: ['production', 'staging'] };

  expect(await known()).toEqual({ revision: 1, ...both });
  expect(await known('?environment=staging')).toEqual({ revision: 2, ...both });
});

it('is felt when it changes', async () => {
  await writeFile(join(folder, 'mounted.json'), text('second'));
  await eventually(async () => expect(await known()).toMatchObject({ revision: 3 }));
});
