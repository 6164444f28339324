/** What the doors know: at once what this process changed, soon what another one did. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HookDirectory } from '../../src/intake/hook-directory.service.js';
import { aDelivery, post } from '../support/a-delivery.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { NOTHING } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

const TOKEN = { from: 'header:x-key', secrets: ["{{ secret('KEY') }}"] };
const KEYED = { id: 'hook', type: 'webhook', token: TOKEN, when: "var('OPEN') == 'yes'" };

let here: TestSignet;
let there: TestSignet;
let api: TestApi;
let url: string;

beforeAll(async () => {
  here = await startTestSignet({ env: WITH_ADMIN });
  there = await startTestSignet({ env: { ROLE: 'web' }, databaseUrl: here.databaseUrl });
  api = new TestApi(here);
  await api.must('PUT', '/secrets/acme/KEY', { value: 'first' });
  await api.must('PUT', '/variables/acme/OPEN', { value: 'yes' });
  await api.apply({ id: 'told', triggers: [KEYED], tasks: [NOTHING] });
  url = new URL(await api.hookOf('acme/told')).pathname;
});
afterAll(async () => {
  await there?.stop();
  await here?.stop();
});

/** Status of a delivery, and how many executions it started. */
async function knock(signet: TestSignet, key: string, environment = 'production'): Promise<string> {
  const answer = await post(
    { url: `${signet.url}${url}?environment=${environment}` },
    aDelivery({ headers: { 'x-key': key } }),
  );
  return answer.status === 202 ? `202 ${answer.json.executions.length}` : String(answer.status);
}

/** What both answer: here at once, there as soon as it is that, or what it still is after a while. */
async function answers(hoped: string, key: string, environment?: string): Promise<string[]> {
  const now = await knock(here, key, environment);
  let soon = '';
  await eventually(async () => {
    soon = await knock(there, key, environment);
    expect(soon).toBe(hoped);
  });
  return [now, soon];
}

describe('a change through one process', () => {
  it.each([
    ['a secret', 'PUT', '/secrets/acme/KEY', { value: 'second' }, '202 1'],
    ['a variable', 'PUT', '/variables/acme/OPEN', { value: 'no' }, '202 0'],
    ['a variable taken away', 'DELETE', '/variables/acme/OPEN', undefined, '202 0'],
    ['a variable back again', 'PUT', '/variables/acme/OPEN', { value: 'yes' }, '202 1'],
    ['a switch', 'POST', '/workflows/acme/told/triggers/hook/disable', undefined, '404'],
    ['a switch back again', 'POST', '/workflows/acme/told/triggers/hook/enable', undefined, '202 1'],
    ['a workflow that is off', 'POST', '/workflows/acme/told/disable', undefined, '404'],
    ['a workflow that is on', 'POST', '/workflows/acme/told/enable', undefined, '202 1'],
    ['no deployment', 'DELETE', '/workflows/acme/told/deployments/production', undefined, '404'],
    ['a deployment', 'PUT', '/workflows/acme/told/deployments/production', { revision: 1 }, '202 1'],
  ])('is known here at once and there soon: %s', async (_, method, path, body, answer) => {
    await api.must(method, path, body);
    expect(await answers(answer, 'second')).toEqual([answer, answer]);
  });

  it('is known as well when it is about an environment', async () => {
    expect(await answers('404', 'third', 'late')).toEqual(['404', '404']);
    await api.must('PUT', '/environments/late', {});
    await api.must('PUT', '/secrets/acme/KEY?environment=late', { value: 'third' });
    await api.must('POST', '/workflows/acme/told/promote', { from: 'production', to: 'late' });
    expect(await answers('202 1', 'third', 'late')).toEqual(['202 1', '202 1']);
    expect(await answers('401', 'second', 'late')).toEqual(['401', '401']);

    await api.must('DELETE', '/workflows/acme/told/deployments/late');
    await eventually(() => api.must('DELETE', '/environments/late'));
    expect(await answers('404', 'third', 'late')).toEqual(['404', '404']);
    await api.must('PUT', '/environments/late', {});
    await api.must('POST', '/workflows/acme/told/promote', { from: 'production', to: 'late' });
    expect(await answers('202 1', 'second', 'late')).toEqual(['202 1', '202 1']);
  });

  it('is known as well when it is about a source, in every environment', async () => {
    const there2 = new TestApi(there);
    await api.must('PUT', '/sources/late', { open: true });
    const { hook } = await there2.must('GET', '/sources/late');
    const answers = (): Promise<number[]> =>
      Promise.all(
        [here, there].map(
          async (signet) => (await post({ url: signet.url + new URL(hook.url).pathname })).status,
        ),
      );
    await eventually(async () => expect(await answers()).toEqual([202, 202]));
    await there2.must('POST', '/sources/late/disable');
    await eventually(async () => expect(await answers()).toEqual([404, 404]));
  });

  it('ends a token everywhere', async () => {
    const made = await api.must('POST', '/tokens', { name: 'brief', role: 'auditor' });
    const [one, other] = [here, there].map((signet) => new TestApi(signet, made.token));
    expect([
      (await one!.call('GET', '/whoami')).status,
      (await other!.call('GET', '/whoami')).status,
    ]).toEqual([200, 200]);
    await api.must('DELETE', `/tokens/${made.id}`);
    expect((await one!.call('GET', '/whoami')).status).toBe(401);
    await eventually(async () => expect((await other!.call('GET', '/whoami')).status).toBe(401));
  });

  it('may come from both at the same time: the last one holds in both', async () => {
    const both = [api, new TestApi(there)];
    await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        both[at % 2]!.must('PUT', '/secrets/acme/KEY', { value: `race-${at}` }),
      ),
    );
    await api.must('PUT', '/secrets/acme/KEY', { value: 'settled' });
    expect(await answers('202 1', 'settled')).toEqual(['202 1', '202 1']);
  });
});

describe('a call that changes nothing about hooks', () => {
  const address = (): string => url.slice('/hooks/'.length);
  const known = (): unknown => {
    const found = here.part(HookDirectory).find(address(), 'production');
    return found.kind === 'hook' ? found.hook : found;
  };

  it('leaves what the doors know as it is, however often it is made', async () => {
    await api.must('PUT', '/secrets/acme/KEY', { value: 'second' });
    const before = await eventually(async () => {
      const seen = known(); // what was announced of earlier changes may still come in between
      for (let calls = 0; calls < 3; calls += 1) {
        await api.must('POST', '/workflows/acme/told/trigger', {});
        await api.must('POST', '/dead-letters/replay', { filter: {}, dryRun: true });
      }
      expect(known()).toBe(seen);
      return seen;
    });
    await api.must('POST', '/workflows/acme/told/enable');
    expect(known()).not.toBe(before);
  });
});
