/** More workflows than revisions are kept by default: what a door knows is read once, whatever changes. */
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HookDirectory } from '../../src/intake/hook-directory.service.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, NOTHING, on } from '../support/builders.js';
import { listenIn } from '../support/statements.js';

const WORKFLOWS = 2001;

/** Others of the same document. */
const COPIES = `
with made as (
  insert into workflow (id, tenant, namespace, name)
  select gen_random_uuid(), w.tenant, w.namespace, 'copy-' || n from workflow w, generate_series(2, $2::int) n where w.id = $1
  returning id
), revised as (
  insert into workflow_revision (workflow_id, number, hash, text, document, created_by)
  select made.id, r.number, r.hash, r.text, r.document, r.created_by from made, workflow_revision r where r.workflow_id = $1
)
insert into deployment (workflow_id, environment, revision, deployed_by)
select made.id, d.environment, d.revision, d.deployed_by from made, deployment d where d.workflow_id = $1`;

let signet: TestSignet;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web' } });
});
afterAll(() => signet?.stop());

it('a change reads no revision again that is known', async () => {
  let reads = 0;
  listenIn(signet.part(DataSource), ({ text }) => {
    reads += Number(text.includes('from workflow_revision where'));
  });
  const { id } = await deploy(signet, { triggers: [on('somewhere')], tasks: [NOTHING] });
  await signet.rows(COPIES, [id, WORKFLOWS]);
  const hooks = signet.part(HookDirectory);
  await hooks.refresh();
  expect(reads).toBeGreaterThanOrEqual(WORKFLOWS);

  reads = 0;
  await hooks.refresh();
  expect(reads).toBe(0);
}, 90_000);
