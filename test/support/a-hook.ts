/** Hooks where deliveries arrive: of a source, or of a workflow's webhook triggers. */
import { createHash } from 'node:crypto';
import { newId } from '../../src/config/clock.js';
import { HookDirectory } from '../../src/intake/hook-directory.service.js';
import type { SourceDefinition } from '../../src/intake/source-definition.js';
import { SecretStore } from '../../src/secrets/secret-store.service.js';
import { newAddress } from '../../src/workflow/deployments.repository.js';
import type { TestSignet } from './a-signet.js';

export const SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

export interface TestHook {
  readonly id: string;
  /** Name of its source, or of its trigger. */
  readonly name: string;
  readonly url: string;
}

export interface SourceParts extends Omit<SourceDefinition, 'verify' | 'token'> {
  readonly name?: string;
  readonly enabled?: boolean;
  readonly verify?: {
    readonly profile: string;
    readonly secrets?: readonly string[];
    readonly config?: Record<string, unknown>;
  };
  /** Tokens in clear. */
  readonly token?: {
    readonly from: string;
    readonly scheme?: 'Bearer' | 'Basic';
    readonly tokens: readonly string[];
  };
}

let made = 0;

/** A source whose sender signs by Standard Webhooks with SECRET, unless `parts` says otherwise. */
export async function aSource(signet: TestSignet, parts: SourceParts = {}): Promise<TestHook> {
  const [hook] = await manySources(signet, [parts]);
  return hook!;
}

/** As `aSource`, many at once. */
export async function manySources(signet: TestSignet, all: readonly SourceParts[]): Promise<TestHook[]> {
  const hooks = await Promise.all(all.map((parts) => insertSource(signet, parts)));
  await signet.part(HookDirectory).refresh();
  return hooks;
}

async function insertSource(signet: TestSignet, parts: SourceParts): Promise<TestHook> {
  const { name = `source-${(made += 1)}`, enabled = true, verify, token, ...rest } = parts;
  const isBare = verify === undefined && token === undefined && !rest.open && rest.ip === undefined;
  const proof = isBare ? { profile: 'standard-webhooks', secrets: [SECRET] } : verify;
  const definition: SourceDefinition = {
    ...rest,
    ...(proof ? { verify: { ...proof, secrets: sealed(signet, name, proof.secrets ?? []) } } : {}),
    ...(token
      ? { token: { from: token.from, ...schemeOf(token), digests: token.tokens.map(digestOf) } }
      : {}),
  };
  const hook = { id: newId(), address: newAddress() };
  const [source] = await signet.rows<{ id: string }>(
    `insert into source (id, tenant, name, definition) values ($1, 'main', $2, $3) returning id`,
    [newId(), name, JSON.stringify(definition)],
  );
  await signet.rows(
    `insert into hook (id, tenant, address, source_id, enabled) values ($1, 'main', $2, $3, $4)`,
    [hook.id, hook.address, source!.id, enabled],
  );
  return { id: hook.id, name, url: `${signet.url}/hooks/${hook.address}` };
}

/** The hook of a workflow's webhook trigger. */
export async function requireHook(
  signet: TestSignet,
  workflowId: string,
  trigger: string,
): Promise<TestHook> {
  const [row] = await signet.rows<{ id: string; address: string }>(
    'select id, address from hook where workflow_id = $1 and trigger_id = $2',
    [workflowId, trigger],
  );
  return { id: row!.id, name: trigger, url: `${signet.url}/hooks/${row!.address}` };
}

function sealed(
  signet: TestSignet,
  name: string,
  secrets: readonly string[],
): { sealed: string; addedAt: string }[] {
  const store = signet.part(SecretStore);
  const addedAt = new Date().toISOString();
  return secrets.map((secret) => ({ sealed: store.sealFor(`source:main/${name}`, secret), addedAt }));
}

const schemeOf = ({ scheme }: { scheme?: 'Bearer' | 'Basic' }): { scheme?: 'Bearer' | 'Basic' } =>
  scheme === undefined ? {} : { scheme };

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');
