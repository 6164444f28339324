/** Revisions by meaning: differences, removal and return. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../support/a-delivery.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { settled } from '../support/builders.js';

let signet: TestSignet;
let api: TestApi;

beforeAll(async () => {
  signet = await startTestSignet({ env: WITH_ADMIN });
  api = new TestApi(signet);
  await api.must('PUT', '/environments/staging', {});
});
afterAll(() => signet?.stop());

const text = (id: string, says: string, more = ''): string =>
  `id: ${id}\nnamespace: acme\ntasks: [{ id: say, type: log, message: ${says} }]\n${more}`;
const put = (body: string, environment = 'production') =>
  api.must('PUT', `/workflows?environment=${environment}`, body);
const diff = (body: string, query = '') => api.must('POST', `/workflows/diff${query}`, body);
const revisionsOf = async (id: string): Promise<{ number: number; hash: string; environments: string[] }[]> =>
  (await api.must('GET', `/workflows/acme/${id}/revisions`)).items;

describe('a revision', () => {
  it('is the same however its members are ordered', async () => {
    await put(text('order', 'hello', 'labels: { a: x, b: y, "10": z, "9": w }'));
    const again = text('order', 'hello', 'labels: { "9": w, b: y, "10": z, a: x }\n# a remark');

    expect(await diff(again)).toMatchObject({ outcome: 'same', changes: [] });
    expect((await put(again)).outcome).toBe('unchanged');
  });

  it('from before hashes minded no order keeps its hash, and is not made anew', async () => {
    await put(text('older', 'hello'));
    await signet.rows(
      `update workflow_revision set hash = 'as-it-was'
        where workflow_id = (select id from workflow where name = 'older')`,
    );

    expect(await diff(text('older', 'hello'))).toMatchObject({ outcome: 'same' });
    expect((await put(text('older', 'hello'))).outcome).toBe('unchanged');
    expect((await put(text('older', 'hello'), 'staging')).workflow).toMatchObject({ revision: 1 });
    expect((await put(text('older', 'bye'))).workflow).toMatchObject({ revision: 2 });
    expect((await revisionsOf('older')).map(({ hash }) => hash)).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      'as-it-was',
    ]);
  });

  it('is listed with where it runs', async () => {
    await put(text('placed', 'one'));
    await put(text('placed', 'two'), 'staging');
    await put(text('placed', 'three'), 'staging');

    expect((await revisionsOf('placed')).map(({ number, environments }) => [number, environments])).toEqual([
      [3, ['staging']],
      [2, []],
      [1, ['production']],
    ]);
  });
});

describe('a difference', () => {
  beforeAll(async () => {
    await put(text('differs', 'one'));
    await put(text('differs', 'two'), 'staging');
  });

  it('of a document is to what runs there, and saves nothing', async () => {
    const found = await diff(text('differs', 'three'));

    expect(found).toMatchObject({
      workflow: 'acme/differs',
      outcome: 'changed',
      revision: 1,
      deployed: true,
    });
    expect(found.changes).toEqual([
      { kind: 'changed', part: 'task', id: 'say', property: 'message', before: 'one', after: 'three' },
    ]);
    expect(await diff(text('differs', 'two'), '?environment=staging')).toMatchObject({
      outcome: 'same',
      revision: 2,
    });
    expect(await revisionsOf('differs')).toHaveLength(2);
  });

  it('is to the newest where nothing runs, and to nothing when it is new', async () => {
    await api.must('PUT', '/environments/empty', {});
    expect(await diff(text('differs', 'two'), '?environment=empty')).toMatchObject({
      outcome: 'same',
      revision: 2,
      deployed: false,
    });
    expect(await diff(text('brand-new', 'x'))).toMatchObject({
      outcome: 'new',
      revision: null,
      deployed: false,
    });
    expect((await api.call('GET', '/workflows/acme/brand-new')).status).toBe(404);
  });

  it('of a document with faults is all of them', async () => {
    const found = await diff(
      'id: differs\nnamespace: acme\ntasks: [{ id: a, type: lgo }, { id: b, type: log }]',
    );

    expect(found).toMatchObject({ workflow: null, outcome: 'refused', changes: [] });
    expect(found.faults.length).toBeGreaterThan(1);
  });

  it('is told to nobody who does not reach it, and of no environment that is not', async () => {
    const { token } = await api.must('POST', '/tokens', {
      name: 'other',
      role: 'author',
      namespaces: ['other'],
    });
    const stranger = new TestApi(signet, token as string);

    expect((await stranger.call('POST', '/workflows/diff', text('differs', 'x'))).status).toBe(403);
    expect((await stranger.call('GET', '/workflows/acme/differs/revisions/2/diff')).status).toBe(403);
    expect((await api.call('POST', '/workflows/diff?environment=no', text('differs', 'x'))).status).toBe(404);
    expect((await api.call('POST', '/workflows/diff', { id: 'x' })).body).toMatchObject({
      outcome: 'refused',
    });
  });

  it('of revisions is to the one before, or to the one that is named', async () => {
    const path = '/workflows/acme/differs/revisions';
    expect(await api.must('GET', `${path}/2/diff`)).toMatchObject({
      revision: 2,
      against: 1,
      changes: [{ before: 'one', after: 'two' }],
    });
    expect((await api.must('GET', `${path}/1/diff?against=2`)).changes).toMatchObject([
      { before: 'two', after: 'one' },
    ]);
    expect((await api.must('GET', `${path}/1/diff`)).changes).toMatchObject([{ kind: 'added', id: 'say' }]);
    for (const wrong of ['3/diff', '0/diff', 'x/diff', '1/diff?against=9']) {
      expect([wrong, (await api.call('GET', `${path}/${wrong}`)).status]).toEqual([wrong, 404]);
    }
    expect((await api.call('GET', `${path}/1/diff?against=-1`)).status).toBe(400);
  });
});

describe('a workflow that is taken away', () => {
  const hook = 'triggers: [{ id: hook, type: webhook, open: true }]\n';
  const waiting = `id: gone\nnamespace: acme\n${hook}tasks: [{ id: hold, type: wait, for: 2s }, { id: say, type: log, message: one }]\n`;

  it('lets what runs end on its revision, and comes back with its revisions, running nowhere', async () => {
    await put(waiting);
    const url = await api.hookOf('acme/gone');
    const { json } = await send(url, { method: 'POST', body: '{}' });
    await put(`${waiting}description: newer\n`);
    expect((await api.call('DELETE', '/workflows/acme/gone')).status).toBe(204);
    expect((await api.call('GET', '/workflows/acme/gone')).status).toBe(404);
    expect((await send(url, { method: 'POST', body: '{}' })).status).toBe(404);

    expect(await api.must('POST', '/workflows/acme/gone/restore')).toMatchObject({
      revision: null,
      newest: 2,
      environments: [],
    });
    expect((await send(url, { method: 'POST', body: '{}' })).status).toBe(404);
    await api.must('PUT', '/workflows/acme/gone/deployments/production', { revision: 1 });
    expect((await send(url, { method: 'POST', body: '{}' })).status).toBe(202);
    await settled(signet, json.executions[0]!);
    expect(await api.must('GET', `/executions/${json.executions[0]}`)).toMatchObject({
      status: 'succeeded',
      revision: 1,
    });
  });

  it('is found among those that were, and in the audit log', async () => {
    await put(text('once', 'x'));
    await api.must('DELETE', '/workflows/acme/once');
    const ids = async (query: string): Promise<string[]> =>
      (await api.must('GET', `/workflows?limit=200${query}`)).items.map(({ id }: { id: string }) => id);

    expect(await ids('&deleted=true')).toEqual(['once']);
    expect(await ids('')).not.toContain('once');
    expect((await api.call('GET', '/workflows?deleted=perhaps')).status).toBe(400);
    await api.must('POST', '/workflows/acme/once/restore');
    const { items } = await api.must('GET', '/audit-entries?subject=workflow:acme/once&limit=2');
    expect(items).toMatchObject([
      { verb: 'workflow.restore', subject: 'workflow:acme/once' },
      { verb: 'workflow.delete', details: { ran: { production: 1 } } },
    ]);
  });

  it('is not restored twice, nor when it never was', async () => {
    expect((await api.call('POST', '/workflows/acme/once/restore')).status).toBe(409);
    expect((await api.call('POST', '/workflows/acme/never/restore')).status).toBe(404);
  });
});
