/** What a token that is limited to namespaces cannot get at by a way round. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStreams } from '../../src/intake/answers/event-streams.service.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { ADMIN_TOKEN, TestApi, WITH_ADMIN } from '../support/an-api.js';
import { settled } from '../support/builders.js';

let signet: TestSignet;
let api: TestApi;
/** An author of `other.ns`. */
let author: TestApi;

beforeAll(async () => {
  signet = await startTestSignet({ env: WITH_ADMIN });
  api = new TestApi(signet);
  author = await limited('author');
  await api.must('PUT', '/environments/staging', {});
  for (const id of ['danger', 'library']) {
    await api.apply({ namespace: 'acme.identity', id, tasks: [{ id: 'one', type: 'set', values: { id } }] });
  }
});
afterAll(() => signet?.stop());

async function limited(role: string): Promise<TestApi> {
  const { token } = await api.must('POST', '/tokens', {
    name: `limited-${role}`,
    role,
    namespaces: ['other.ns'],
  });
  return new TestApi(signet, token as string);
}

describe('a source, which belongs to no namespace', () => {
  it('tells its deliveries and its address to nobody who is limited to some', async () => {
    const { hook } = await api.must('PUT', '/sources/hr', { open: true });
    await api.apply({
      namespace: 'other.ns',
      id: 'taker',
      triggers: [
        { id: 'left', type: 'event', source: 'hr', events: ['user.left'] },
        { id: 'hook', type: 'webhook', open: true },
      ],
      tasks: [{ id: 'say', type: 'set', values: {} }],
    });
    const { hooks } = await api.must('GET', '/workflows/other.ns/taker');
    const own = (hooks as { id: string; trigger: string }[]).find(({ trigger }) => trigger === 'hook')!;
    const at = '/workflows/other.ns/taker/triggers';
    const whole = ['/sources/hr/deliveries', '/sources/hr/url', `${at}/left/deliveries`, `${at}/left/url`];
    for (const path of [...whole, `/hooks/${hook.id}/deliveries`]) {
      expect([path, (await author.call('GET', path)).status]).toEqual([path, 403]);
      expect([path, (await api.call('GET', path)).status]).toEqual([path, 200]);
    }
    for (const path of [`${at}/hook/deliveries`, `${at}/hook/url`, `/hooks/${own.id}/deliveries`]) {
      expect([path, (await author.call('GET', path)).status]).toEqual([path, 200]);
    }
    for (const path of ['/hooks', `/hooks/${hook.id}`, '/sources', '/sources/hr']) {
      expect((await author.call('GET', path)).text).not.toContain(hook.address);
      expect((await api.call('GET', path)).text).toContain(hook.address);
    }
    expect(await author.must('GET', `/hooks/${hook.id}`)).toMatchObject({ address: null, url: null });
    expect((await author.must('GET', `/hooks/${own.id}`)).url).toContain('/hooks/');
  });
});

describe('a stream', () => {
  it('ends with the token of its reader, and before the execution does', async () => {
    await api.apply({
      id: 'long',
      triggers: [{ id: 'hook', type: 'webhook', open: true }],
      tasks: [{ id: 'nap', type: 'wait', for: '1h' }],
    });
    const { executions } = await api.must('POST', '/workflows/acme/long/triggers/hook/test', {});
    const path = `${signet.url}/api/v1/executions/${executions[0]}/stream`;
    const { id, token } = await api.must('POST', '/tokens', { name: 'reader', role: 'auditor' });
    const open = async (bearer: string): Promise<Response> => {
      const response = await fetch(path, { headers: { authorization: `Bearer ${bearer}` } });
      expect(response.status).toBe(200);
      return response;
    };
    const [left, stays] = [await open(token as string), await open(ADMIN_TOKEN)];
    await api.must('DELETE', `/tokens/${id}`);
    const told = await left.text(); // to its end
    expect(told).toContain('event: execution');
    expect(told).not.toContain('event: end');
    expect(signet.part(EventStreams).open).toBe(1);
    await stays.body?.cancel();
  }, 40_000);
});

describe('a workflow that starts another', () => {
  const starting = (id: string, ...workflows: string[]): Readonly<Record<string, unknown>> => ({
    namespace: 'other.ns',
    id,
    triggers: [{ id: 'hook', type: 'webhook', open: true }],
    tasks: workflows.map((workflow, at) => ({ id: `call-${at}`, type: 'subflow', workflow })),
  });
  const save = (document: Readonly<Record<string, unknown>>, environment = 'production') =>
    author.call('PUT', `/workflows?environment=${environment}`, JSON.stringify(document));
  const refused = (workflow: string, task = 'call-0') => ({
    status: 403,
    body: {
      msg: `the task ${task} starts ${workflow}, which this token does not reach`,
      task,
      workflow,
    },
  });

  it('is not saved by somebody who does not reach the other, wherever the task stands', async () => {
    const danger = 'acme.identity/danger';
    expect(await save(starting('sub', danger))).toMatchObject(refused(danger));
    const nested = {
      ...starting('sub'),
      tasks: [{ id: 'say', type: 'set', values: {} }],
      finally: [
        {
          id: 'all',
          type: 'parallel',
          branches: { one: [{ id: 'deep', type: 'subflow', workflow: danger }] },
        },
      ],
    };
    expect(await save(nested)).toMatchObject(refused(danger, 'deep'));
    expect((await api.call('GET', '/workflows/other.ns/sub')).status).toBe(404);
    expect((await save(starting('sub', 'sub', 'other.ns.below/any'))).status).toBe(201);
  });

  it('is not imported either, nor seen to be importable', async () => {
    const danger = 'acme.identity/danger';
    const archive = JSON.stringify(starting('imported', danger));
    for (const query of ['', '?dryRun=true']) {
      expect(await author.call('POST', `/archives${query}`, archive)).toMatchObject(refused(danger));
    }
    expect((await api.call('GET', '/workflows/other.ns/imported')).status).toBe(404);
  });

  it('is edited by them where it is deployed already, and starts no other one', async () => {
    const library = 'acme.identity/library';
    const danger = 'acme.identity/danger';
    await api.apply(starting('shared', library));
    expect((await save(starting('shared', library, library))).status).toBe(200);
    expect(await save(starting('shared', library, danger))).toMatchObject(refused(danger, 'call-1'));
    expect(await save(starting('shared', library), 'staging')).toMatchObject(refused(library));

    const { executions } = await author.must('POST', '/workflows/other.ns/shared/triggers/hook/test', {});
    await settled(signet, executions[0]);
    expect((await author.must('GET', `/executions/${executions[0]}`)).status).toBe('succeeded');
  });

  it('is not deployed, promoted or rolled back to by them where it was not', async () => {
    const library = 'acme.identity/library';
    const deploy = (revision: number, who = author) =>
      who.call('PUT', '/workflows/other.ns/staged/deployments/production', { revision });
    await api.apply(starting('staged', library), 'staging');
    expect(await deploy(1)).toMatchObject(refused(library));
    const asked = { from: 'staging', to: 'production' };
    const promoted = await author.call('POST', '/workflows/other.ns/staged/promote', asked);
    expect(promoted).toMatchObject(refused(library));

    expect((await deploy(1, api)).status).toBe(200);
    expect((await save(starting('staged', 'staged'))).status).toBe(200);
    expect(await deploy(1)).toMatchObject(refused(library));

    await author.must('DELETE', '/workflows/other.ns/staged');
    expect((await author.call('POST', '/workflows/other.ns/staged/restore')).status).toBeLessThan(300);
    expect(await deploy(1)).toMatchObject(refused(library));
    expect(await save(starting('staged', library))).toMatchObject(refused(library));
  });
});
