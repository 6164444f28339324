/** Seed row T1: a trigger is off until it is enabled, and nobody outside can tell. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../support/a-delivery.js';
import { requestHead, sendRaw } from '../support/a-delivery-raw.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { NOTHING, on } from '../support/builders.js';

let signet: TestSignet;
let api: TestApi;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web', ...WITH_ADMIN } });
  api = new TestApi(signet);
});
afterAll(() => signet?.stop());

const hook = (rest: object = {}): object => ({ id: 'hook', type: 'webhook', open: true, ...rest });
const workflow = (id: string, ...triggers: object[]) => ({ id, triggers, tasks: [NOTHING] });

const HEADERS: readonly Record<string, string>[] = [
  {},
  { 'content-type': 'application/json' },
  { authorization: 'Bearer x' },
];

const post = async (url: string): Promise<number> => (await send(url, { method: 'POST', body: '{}' })).status;

/** All that comes back, byte for byte, but for the time of day. */
async function wholeAnswer(url: string, method: string, headers: Record<string, string>): Promise<string> {
  const head = requestHead(method, url, { 'content-length': '2', ...headers });
  const { text } = await sendRaw(url, [`${head}{}`]);
  expect(text).toMatch(/^HTTP\/1\.1 \d/);
  return text.replace(/^date: .*$/im, 'date');
}

describe('T1: a trigger that is off', () => {
  const unknown = (): string => `${signet.url}/hooks/${randomBytes(32).toString('hex')}`;

  it.each([
    ['by its document', { enabled: false }, null, 'triggers/hook/enable'],
    ['by an operator', {}, 'triggers/hook/disable', 'triggers/hook/enable'],
    ['with its workflow', {}, 'disable', 'enable'],
  ])('%s answers exactly like an unknown one, until one call enables it', async (how, more, off, back) => {
    const name = `off-${how.replaceAll(' ', '-')}`;
    await api.apply(workflow(name, hook(more)));
    if (off !== null) {
      await api.must('POST', `/workflows/acme/${name}/${off}`);
    }
    const url = await api.hookOf(`acme/${name}`);
    for (const method of ['POST', 'PUT', 'GET', 'OPTIONS', 'DELETE']) {
      for (const headers of HEADERS) {
        for (const query of [
          '',
          '?environment=production',
          '?environment=nowhere',
          '?environment=',
          '?a=%00',
        ]) {
          const answer = await wholeAnswer(url + query, method, headers);
          expect(answer).toBe(await wholeAnswer(unknown() + query, method, headers));
        }
      }
    }
    expect(await signet.count('delivery_log')).toBe(0);

    await api.must('POST', `/workflows/acme/${name}/${back}`);
    expect(await post(url)).toBe(202);
  });

  it('is enabled by its hook as well', async () => {
    await api.apply(workflow('by-hook', hook({ enabled: false })));
    const url = await api.hookOf('acme/by-hook');
    const { hooks } = await api.must('GET', '/workflows/acme/by-hook');
    expect(hooks).toMatchObject([{ enabled: false }]);

    expect(await api.must('POST', `/hooks/${hooks[0].id}/enable`)).toMatchObject({ enabled: true });
    expect(await post(url)).toBe(202);
    expect(await api.must('POST', `/hooks/${hooks[0].id}/disable`)).toMatchObject({ enabled: false });
    expect(await post(url)).toBe(404);
  });

  it('of a name that every object has stays off', async () => {
    const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'];
    const triggers = names.map((id) => ({ ...hook({ enabled: false }), id }));
    await api.apply(workflow('inherited', ...triggers));
    for (const name of names) {
      expect([name, await post(await api.hookOf('acme/inherited', name))]).toEqual([name, 404]);
    }
  });

  it('starts nothing by events either, and others of its workflow go on', async () => {
    await api.must('PUT', '/sources/platform', { open: true, event: { type: ['json:/type'] } });
    const { hook: source } = await api.must('GET', '/sources/platform');
    await api.apply(workflow('listens', on('platform', ['user.created'], { id: 'created' }), hook()));
    const started = async (): Promise<number> => {
      const { json } = await send(signet.url + new URL(source.url).pathname, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"type":"user.created"}',
      });
      return json.executions.length;
    };

    expect(await started()).toBe(1);
    await api.must('POST', '/workflows/acme/listens/triggers/created/disable');
    expect(await started()).toBe(0);
    expect(await post(await api.hookOf('acme/listens'))).toBe(202);
    await api.must('POST', '/workflows/acme/listens/triggers/created/enable');
    expect(await started()).toBe(1);
  });

  it('is not a trigger of another workflow or of none', async () => {
    await api.apply(workflow('has-one', hook()));
    expect((await api.call('POST', '/workflows/acme/has-one/triggers/other/enable')).status).toBe(404);
    expect((await api.call('POST', '/workflows/acme/nobody/triggers/hook/enable')).status).toBe(404);
    const path = '/workflows/acme/has-one/triggers/hook/enable?environment=nowhere';
    expect((await api.call('POST', path)).status).toBe(404);
  });
});

describe('a switch that an operator has put', () => {
  const isOn = async (name: string): Promise<boolean> =>
    (await post(await api.hookOf(`acme/${name}`))) === 202;
  const put = (name: string, verb: 'enable' | 'disable') =>
    api.must('POST', `/workflows/acme/${name}/triggers/hook/${verb}`);

  it('stays where it is when the same document comes again, or another part of it changes', async () => {
    const parts = workflow('kept', hook({ enabled: false }));
    await api.apply(parts);
    await put('kept', 'enable');

    expect(await api.apply(parts)).toMatchObject({ outcome: 'unchanged' });
    expect(await isOn('kept')).toBe(true);
    expect(await api.apply({ ...parts, description: 'more' })).toMatchObject({ outcome: 'updated' });
    expect(await isOn('kept')).toBe(true);
  });

  it('counts no more once a revision says something else, and the revision does', async () => {
    await api.apply(workflow('reset', hook()));
    await put('reset', 'disable');
    await api.apply(workflow('reset', hook({ enabled: false })));
    expect(await isOn('reset')).toBe(false);
    await put('reset', 'enable');
    expect(await isOn('reset')).toBe(true);
    await api.apply(workflow('reset', hook()));
    expect(await isOn('reset')).toBe(true);
    await put('reset', 'disable');

    await api.must('PUT', '/workflows/acme/reset/deployments/production', { revision: 2 });
    expect(await isOn('reset')).toBe(false);
    await api.must('PUT', '/workflows/acme/reset/deployments/production', { revision: 1 });
    expect(await isOn('reset')).toBe(true);
  });

  it('is forgotten with the trigger: one that comes back stands as its document says', async () => {
    await api.apply(workflow('back', hook({ enabled: false })));
    await put('back', 'enable');
    await api.apply(workflow('back'));
    await api.apply(workflow('back', hook({ enabled: false })));
    expect(await isOn('back')).toBe(false);
  });

  it('is forgotten with the workflow', async () => {
    await api.apply(workflow('again', hook({ enabled: false })));
    await put('again', 'enable');
    await api.must('DELETE', '/workflows/acme/again');
    await api.apply(workflow('again', hook({ enabled: false })));
    expect(await isOn('again')).toBe(false);
  });

  it('is in the audit log with who did it', async () => {
    await api.apply(workflow('noted', hook()));
    await put('noted', 'disable');
    const { items } = await api.must(
      'GET',
      '/audit-entries?verb=trigger.disable&subject=workflow:acme/noted',
    );
    expect(items).toMatchObject([
      { actor: 'token:admin', details: { environment: 'production', trigger: 'hook' } },
    ]);
  });
});
