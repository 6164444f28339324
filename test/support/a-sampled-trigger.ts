/** A workflow whose webhook trigger has no parameters yet, and requests to it. */
import type { Answered } from './a-delivery.js';
import { send } from './a-delivery.js';
import type { TestHook } from './a-hook.js';
import { requireHook } from './a-hook.js';
import type { TestSignet } from './a-signet.js';
import type { Api, ApiAnswer } from './an-api.js';

export interface SampledTrigger {
  /** Of its tools in the API. */
  readonly path: string;
  readonly workflow: string;
  readonly hook: TestHook;
}

export const AN_EVENT = {
  userId: '12345',
  age: 36,
  admin: true,
  metadata: { role: 'admin' },
  groups: ['a'],
  phone: null,
};

let made = 0;

/** `trigger` is YAML. */
export async function aSampledTrigger(
  signet: TestSignet,
  api: Api,
  trigger = 'open: true',
): Promise<SampledTrigger> {
  const workflow = `sampled-${(made += 1)}`;
  const text = [
    '# Hires somebody.',
    `id: ${workflow}`,
    'namespace: acme',
    'triggers:',
    '  - id: hook # the only one',
    '    type: webhook',
    ...trigger.split('\n').map((line) => `    ${line}`),
    'tasks:',
    "  - { id: seen, type: log, message: '{{ inputs }}' } # all of them",
    '',
  ].join('\n');
  await api('PUT', '/workflows', text);
  const [row] = await signet.rows<{ id: string }>('select id from workflow where name = $1', [workflow]);
  const hook = await requireHook(signet, row!.id, 'hook');
  return { path: `/workflows/acme/${workflow}/triggers/hook`, workflow, hook };
}

export const listen = (api: Api, path: string): Promise<ApiAnswer> =>
  api('POST', `${path}/sample/listen`, {});

export const sampleOf = async (api: Api, path: string): Promise<ApiAnswer['body']> =>
  (await api('GET', `${path}/sample`)).body;

/** JSON to a hook. */
export function postJson(
  hook: TestHook,
  body: unknown = AN_EVENT,
  headers: Record<string, string> = {},
): Promise<Answered> {
  return send(hook.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
