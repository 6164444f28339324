/** H10: a workflow, and a source, is found by the id in its URL. K7, T10: the URLs themselves. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type AdminApp, startAdminApp } from './admin-app.js';

let app: AdminApp;
let address: string;
let id: string;

const workflow = (name: string, namespace = 'acme'): string =>
  `id: ${name}\nnamespace: ${namespace}\ntriggers:\n  - { id: hook, type: webhook, open: true }\ntasks:\n  - { id: a, type: log, message: x }\n`;

beforeAll(async () => {
  app = await startAdminApp();
  const yaml = { headers: { 'content-type': 'application/yaml' } };
  await app.call('PUT', '/workflows', workflow('other'), yaml);
  const { body } = await app.call('PUT', '/workflows', workflow('wanted'), yaml);
  id = body.workflow.hooks[0].id;
  address = body.workflow.hooks[0].url.split('/').at(-1);
  await app.call('PUT', '/sources/wanted', { open: true });
  await app.call('PUT', '/sources/other', { open: true });
  await app.call('PUT', '/environments/staging', {});
});
afterAll(() => app?.stop());

const names = async (path: string, options = {}): Promise<string[]> => {
  const { body } = await app.call('GET', path, undefined, options);
  return body.items.map(({ id: own, name }: { id: string; name?: string }) => name ?? own);
};

describe('H10: a search by hook', () => {
  it.each<[string, () => string]>([
    ['its whole URL', () => `https://signet.example.com/hooks/${address}?environment=staging`],
    ['the address', () => address],
    ['a part of the address', () => address.slice(20, 30)],
    ['upper case', () => address.slice(0, 12).toUpperCase()],
    ['the id of the hook', () => id],
    ['the end of the id', () => id.slice(-8)],
  ])('finds the workflow by %s', async (_, text) => {
    expect(await names(`/workflows?hook=${encodeURIComponent(text())}`)).toEqual(['wanted']);
    expect(await names(`/hooks?search=${encodeURIComponent(text())}`)).toEqual([id]);
    expect(await names(`/sources?hook=${encodeURIComponent(text())}`)).toEqual([]);
  });

  it('finds the workflow by its own id, which other systems put into their URLs', async () => {
    const [row] = await app.dataSource.query(`select id from workflow where name = 'wanted'`);
    expect(await names(`/workflows?hook=${row.id}`)).toEqual(['wanted']);
  });

  it('finds a source', async () => {
    const { body } = await app.call('GET', '/sources/wanted');
    expect(await names(`/sources?hook=${body.hook.address.slice(3, 12)}`)).toEqual(['wanted']);
    expect(await names(`/sources?hook=${encodeURIComponent(body.hook.url)}`)).toEqual(['wanted']);
  });

  it('finds nothing out of reach, and nothing by what nobody has', async () => {
    const token = await app.token('author', ['elsewhere']);
    expect(await names(`/workflows?hook=${address}`, { token })).toEqual([]);
    expect(await names(`/hooks?search=${address}`, { token })).toEqual([]);
    expect(await names(`/workflows?hook=${'f'.repeat(40)}`)).toEqual([]);
  });

  it.each(['abcde', '%25%25%25%25%25%25', "'or'1'='1", '______', 'x'.repeat(500)])(
    'refuses %s with what it should be',
    async (text) => {
      const { status, body } = await app.call('GET', `/workflows?hook=${text}`);
      expect([status, body.errors[0].path]).toEqual([400, 'hook']);
    },
  );
});

describe('the URL of a trigger', () => {
  it('names its environment, and whether it is on there', async () => {
    const path = '/workflows/acme/wanted/triggers/hook/url';
    const url = `https://signet.example.com/hooks/${address}`;
    expect((await app.call('GET', path)).body).toEqual({
      environment: 'production',
      hook: id,
      enabled: true,
      urls: [{ kind: 'hook', methods: ['POST', 'GET', 'PUT'], url }],
    });
    expect((await app.call('GET', `${path}?environment=staging`)).status).toBe(404);
    await app.call('POST', '/workflows/acme/wanted/promote', { from: 'production', to: 'staging' });
    await app.call('POST', '/workflows/acme/wanted/triggers/hook/disable?environment=staging');
    expect((await app.call('GET', `${path}?environment=staging`)).body).toMatchObject({
      enabled: false,
      urls: [{ url: `${url}?environment=staging` }],
    });
  });

  it('is that of the source for an event trigger', async () => {
    const text =
      'id: evented\nnamespace: acme\ntriggers:\n  - { id: on, type: event, source: wanted, events: ["*"] }\ntasks:\n  - { id: a, type: log, message: x }\n';
    await app.call('PUT', '/workflows', text, { headers: { 'content-type': 'application/yaml' } });
    const { body: of } = await app.call('GET', '/workflows/acme/evented/triggers/on/url');
    expect(of).toEqual((await app.call('GET', '/sources/wanted/url')).body);
    expect((await app.call('GET', '/workflows/acme/evented/triggers/on/sample')).status).toBe(409);
  });

  it('is that of a stream as well for a transmitter of security events', async () => {
    const config = {
      issuer: 'https://idp.example.com',
      audience: 'signet',
      jwksUri: 'https://idp.example.com/keys',
    };
    await app.call('PUT', '/sources/stream', { verify: { profile: 'ssf', config } });
    const { body } = await app.call('GET', '/sources/stream/url');
    expect(body.urls.map(({ kind }: { kind: string }) => kind)).toEqual(['hook', 'ssf']);
    expect(body.urls[1].url).toMatch(/^https:\/\/signet\.example\.com\/ssf\/[0-9a-f]{64}$/);
  });

  it('is not there for what is not there', async () => {
    for (const path of [
      '/workflows/acme/wanted/triggers/none/url',
      '/workflows/acme/none/triggers/hook/url',
      '/sources/none/url',
    ]) {
      expect((await app.call('GET', path)).status).toBe(404);
    }
  });
});
