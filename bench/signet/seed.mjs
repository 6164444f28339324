/** A ledger with one source, one workflow and the users: what the benchmark finds in Signet's database. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ADDRESS, SECRET, userId, USERS } from '../event.mjs';

export const MASTER_KEY = Buffer.alloc(32, 5);
export const ADMIN_TOKEN = 'bench-admin-token-0123456789';

/** Migrates the database at `url` with the program in `dist`, and fills it; `file`: the workflow, beside this one. */
export async function seedSignet(dist, url, file = 'workflow.yaml') {
  const { migrate } = await import(join(dist, 'database/migrate.js'));
  await migrate(url);
  const client = new pg.Client(url);
  await client.connect();
  try {
    await insertSource(client, await sealed(dist, SECRET, 'source:main/bench'));
    await insertWorkflow(client, await parsedWorkflow(dist, file));
    await insertUsers(client);
  } finally {
    await client.end();
  }
}

/** A secret as the ledger holds it; `context` is what it is for. */
export async function sealed(dist, secret, context) {
  const { deriveKey, seal } = await import(join(dist, 'secrets/seal.js'));
  return seal(deriveKey(MASTER_KEY, 'secrets'), secret, context);
}

async function insertSource(client, secret) {
  const verify = {
    profile: 'standard-webhooks',
    secrets: [{ sealed: secret.toString('base64'), addedAt: new Date().toISOString() }],
  };
  const id = randomUUID();
  await client.query(`insert into source (id, tenant, name, definition) values ($1, 'main', 'bench', $2)`, [
    id,
    JSON.stringify({ verify }),
  ]);
  await client.query(`insert into hook (id, tenant, address, source_id) values ($1, 'main', $2, $3)`, [
    randomUUID(),
    ADDRESS,
    id,
  ]);
}

async function parsedWorkflow(dist, file) {
  const load = (path) => import(join(dist, path));
  const { parseWorkflow } = await load('workflow/parse.js');
  const { createActionRegistry } = await load('actions/registry.js');
  const { builtInActions } = await load('actions/built-in-actions.js');
  const { GuardedClient } = await load('outbound/guarded-client.js');
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  const client = new GuardedClient({ allow: [] });
  const { document, faults } = parseWorkflow(text, { catalog: createActionRegistry(builtInActions(client)) });
  await client.close();
  if (faults.length > 0) {
    throw new Error(`${file}: ${JSON.stringify(faults)}`);
  }
  return { document, text };
}

async function insertWorkflow(client, { document, text }) {
  const id = randomUUID();
  await client.query(`insert into workflow (id, tenant, namespace, name) values ($1, 'main', $2, $3)`, [
    id,
    document.namespace,
    document.id,
  ]);
  await client.query(
    `insert into workflow_revision (workflow_id, number, hash, text, document, created_by)
     values ($1, 1, 'bench', $2, $3, 'bench')`,
    [id, text, JSON.stringify(document)],
  );
  await client.query(
    `insert into deployment (workflow_id, environment, revision, deployed_by) values ($1, 'production', 1, 'bench')`,
    [id],
  );
}

async function insertUsers(client) {
  await client.query(
    `insert into directory_user (tenant, directory, id, email)
     select 'main', 'main', id, id || '@example.com' from unnest($1::text[]) as id`,
    [Array.from({ length: USERS }, (_, n) => userId(n))],
  );
}
