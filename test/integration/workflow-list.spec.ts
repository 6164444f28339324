/** What the list of workflows is narrowed by, and what one of them tells. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminApp, startAdminApp } from './admin-app.js';

let app: AdminApp;

const workflow = (name: string, parts: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    namespace: 'acme',
    triggers: [{ id: 'hook', type: 'webhook', open: true }],
    tasks: [{ id: 'a', type: 'log', message: 'x' }],
    ...parts,
    id: name,
  });

beforeAll(async () => {
  app = await startAdminApp();
  for (const text of [
    workflow('apple', { labels: { team: 'a:b' }, description: 'Greets who is NEW' }),
    workflow('berry', { namespace: 'acme.identity', labels: { team: 'fruit' } }),
    workflow('cherry', { namespace: 'acmeless', description: '50%_off' }),
  ]) {
    await app.call('PUT', '/workflows', text);
  }
});
afterAll(() => app?.stop());

const found = async (query: Record<string, string>): Promise<string[]> => {
  const { status, body } = await app.call('GET', `/workflows?${new URLSearchParams(query).toString()}`);
  expect(status).toBe(200);
  return body.items.map(({ id }: { id: string }) => id);
};

describe('the list of workflows', () => {
  it('is of a namespace and of those below it, not of one that only begins alike', async () => {
    expect(await found({ namespace: 'acme' })).toEqual(['apple', 'berry']);
    expect(await found({ namespace: 'acme.identity' })).toEqual(['berry']);
    expect(await found({ namespace: 'ac' })).toEqual([]);
  });

  it('is of those with a label, whose value may have a colon', async () => {
    expect(await found({ label: 'team:fruit' })).toEqual(['berry']);
    expect(await found({ label: 'team:a:b' })).toEqual(['apple']);
    expect(await found({ label: 'fruit:team' })).toEqual([]);
    expect((await app.call('GET', '/workflows?label=team')).status).toBe(400);
  });

  it('is of those whose name or description has a text, in any case, with no pattern in it', async () => {
    expect(await found({ search: 'IDENTITY/berr' })).toEqual(['berry']);
    expect(await found({ search: 'is new' })).toEqual(['apple']);
    expect(await found({ search: '%_' })).toEqual(['cherry']);
    expect(await found({ search: 'a%e' })).toEqual([]);
  });

  it('is of what all of it is true of, page by page', async () => {
    expect(await found({ namespace: 'acme', search: 'rr' })).toEqual(['berry']);
    const { body: first } = await app.call('GET', '/workflows?search=acme&limit=2');
    const { body: second } = await app.call('GET', `/workflows?search=acme&limit=2&cursor=${first.next}`);
    expect(second).toMatchObject({ items: [{ id: 'cherry' }], next: null });
  });
});

describe('a workflow, and a revision', () => {
  it('tells its document as validated when asked for by name, not in a list', async () => {
    const task = { id: 'a', type: 'log', input: { message: 'x' } };
    for (const path of ['', '/revisions/1']) {
      const { body } = await app.call('GET', `/workflows/acme/apple${path}`);
      expect(body.document).toMatchObject({ id: 'apple', tasks: [task] });
    }
    const { body } = await app.call('GET', '/workflows');
    expect(body.items.map((one: object) => 'document' in one)).toEqual([false, false, false]);
  });

  it('tells which triggers are switched, in the environment asked for', async () => {
    const switches = async (query: string): Promise<unknown> =>
      (await app.call('GET', `/workflows/acme/apple${query}`)).body.switches;
    expect(await switches('')).toEqual({});
    await app.call('PUT', '/environments/staging', {});
    await app.call('POST', '/workflows/acme/apple/triggers/hook/disable');
    expect(await switches('')).toEqual({ hook: false });
    expect(await switches('?environment=staging')).toEqual({});
    await app.call('POST', '/workflows/acme/apple/triggers/hook/enable');
    expect(await switches('')).toEqual({ hook: true });
  });
});
