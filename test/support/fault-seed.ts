/** What every fault scenario has in its ledger before it starts: a source, two workflows, users and a secret. */
import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { builtInActions } from '../../src/actions/built-in-actions.js';
import { createActionRegistry } from '../../src/actions/registry.js';
import { newId } from '../../src/config/clock.js';
import { GuardedClient } from '../../src/outbound/guarded-client.js';
import { deriveKey, seal } from '../../src/secrets/seal.js';
import { parseWorkflow } from '../../src/workflow/parse.js';

/** What may be found nowhere, in clear. */
export interface FaultSecrets {
  /** Base64, as in SIGNET_MASTER_KEY. */
  readonly masterKey: string;
  readonly signingKey: Buffer;
  /** What `http.request` sends as a bearer. */
  readonly targetToken: string;
}

export function drawSecrets(): FaultSecrets {
  return {
    masterKey: randomBytes(32).toString('base64'),
    signingKey: randomBytes(32),
    targetToken: randomBytes(24).toString('base64url'),
  };
}

export function signingSecret({ signingKey }: FaultSecrets): string {
  return `whsec_${signingKey.toString('base64')}`;
}

export const NAMESPACE = 'acme.identity';
/** Waits for its lane: an own change, a call outside, an audit entry. */
export const SYNC = 'sync-user';
/** Runs for every second event of a user: one audit entry. */
export const TRAIL = 'keep-trail';

const documents = (targetUrl: string): Readonly<Record<string, string>> => ({
  [SYNC]: `
id: ${SYNC}
namespace: ${NAMESPACE}
triggers:
  - { id: changed, type: event, source: auth-platform, events: [user.changed] }
tasks:
  - id: update
    type: user.update
    user: "{{ trigger.subject }}"
    set: { sequence: "{{ trigger.body.number }}" }
  - id: call
    type: http.request
    method: POST
    url: ${targetUrl}
    headers: { authorization: "Bearer {{ secret('TARGET_TOKEN') }}" }
    body: { execution: "{{ execution.id }}", subject: "{{ trigger.subject }}", number: "{{ trigger.body.number }}" }
    retry: { type: constant, interval: 100ms, maxAttempts: 50 }
  - id: trace
    type: audit.log
    verb: user.synced
    message: "event {{ trigger.body.number }} of {{ trigger.subject }}"
`,
  [TRAIL]: `
id: ${TRAIL}
namespace: ${NAMESPACE}
triggers:
  - { id: changed, type: event, source: auth-platform, events: [user.changed], when: trigger.body.number % 2 == 0 }
tasks:
  - id: note
    type: audit.log
    verb: trail.kept
    message: "event {{ trigger.body.number }}"
`,
});

/** Workflows that run for the event with this number. */
export function workflowsFor(number: number): string[] {
  return number % 2 === 0 ? [SYNC, TRAIL] : [SYNC];
}

/** Puts it all there; returns the address of the source's hook. */
export async function seedLedger(
  client: Client,
  secrets: FaultSecrets,
  at: { targetUrl: string; subjects: readonly string[] },
): Promise<string> {
  const key = deriveKey(Buffer.from(secrets.masterKey, 'base64'), 'secrets');
  const token = seal(key, secrets.targetToken, `secret:main/${NAMESPACE}/TARGET_TOKEN`);
  await client.query(`insert into secret (tenant, namespace, name, sealed) values ('main', $1, $2, $3)`, [
    NAMESPACE,
    'TARGET_TOKEN',
    token,
  ]);
  await client.query(
    `insert into directory_user (tenant, directory, id, attributes)
     select 'main', 'main', id, '{"sequence": 0}' from unnest($1::text[]) as u (id)`,
    [at.subjects],
  );
  for (const [name, text] of Object.entries(documents(at.targetUrl))) {
    await seedWorkflow(client, name, text);
  }
  return seedSource(
    client,
    seal(key, signingSecret(secrets), 'source:main/auth-platform').toString('base64'),
  );
}

async function seedSource(client: Client, sealed: string): Promise<string> {
  const [id, address] = [newId(), randomBytes(32).toString('hex')];
  const definition = {
    verify: { profile: 'standard-webhooks', secrets: [{ sealed, addedAt: new Date().toISOString() }] },
    event: { type: ['json:/event'], subject: ['json:/userId'] },
  };
  await client.query(`insert into source (id, tenant, name, definition) values ($1, 'main', $2, $3)`, [
    id,
    'auth-platform',
    definition,
  ]);
  await client.query(`insert into hook (id, tenant, address, source_id) values ($1, 'main', $2, $3)`, [
    newId(),
    address,
    id,
  ]);
  return address;
}

export async function seedWorkflow(client: Client, name: string, text: string): Promise<void> {
  const http = new GuardedClient({ allow: [] });
  const { document, faults } = parseWorkflow(text, { catalog: createActionRegistry(builtInActions(http)) });
  await http.close();
  if (document === undefined) {
    throw new Error(`the workflow ${name} is not valid: ${JSON.stringify(faults)}`);
  }
  const id = newId();
  await client.query(`insert into workflow (id, tenant, namespace, name) values ($1, 'main', $2, $3)`, [
    id,
    NAMESPACE,
    name,
  ]);
  await client.query(
    `insert into workflow_revision (workflow_id, number, hash, text, document, created_by)
     values ($1, 1, 'seeded', $2, $3, 'test')`,
    [id, text, document],
  );
  await client.query(
    `insert into deployment (workflow_id, environment, revision, deployed_by) values ($1, 'production', 1, 'test')`,
    [id],
  );
}
