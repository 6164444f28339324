import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminApp, startAdminApp } from './admin-app.js';
import { document } from './admin-ledger.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const YAML = { headers: { 'content-type': 'application/yaml' } };

let app: AdminApp;
beforeAll(async () => {
  app = await startAdminApp();
});
afterAll(async () => {
  await app?.stop();
});

const put = (name: string, body: object) => app.call('PUT', `/sources/${name}`, body);
const signed = (...secrets: string[]) => ({ verify: { profile: 'standard-webhooks', secrets } });
const verbs = async (subject: string): Promise<string[]> => {
  const { body } = await app.call('GET', `/audit-entries?subject=${encodeURIComponent(subject)}`);
  return body.items.map(({ verb }: { verb: string }) => verb);
};

describe('a source', () => {
  it('is created, shown without its secrets, replaced and deleted', async () => {
    const made = await put('auth-platform', {
      ...signed(SECRET),
      description: 'The login service',
      ip: ['203.0.113.0/24'],
      event: { subject: ['json:/userId'] },
    });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      name: 'auth-platform',
      description: 'The login service',
      enabled: true,
      hook: {
        id: expect.any(String),
        address: expect.stringMatching(/^[0-9a-f]{64}$/),
        url: `https://signet.example.com/hooks/${made.body.hook.address}`,
      },
      proofs: { profile: 'standard-webhooks', secrets: 1, ip: ['203.0.113.0/24'] },
      event: { subject: ['json:/userId'] },
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    const again = await put('auth-platform', {
      token: { from: 'header:authorization', scheme: 'Bearer', secrets: ['a-long-token'] },
    });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ description: null, hook: made.body.hook });
    expect(again.body.proofs).toEqual({
      token: { from: 'header:authorization', scheme: 'Bearer', secrets: 1 },
    });
    expect((await app.call('GET', '/sources/auth-platform')).body).toEqual(again.body);
    expect((await app.call('DELETE', '/sources/auth-platform')).status).toBe(204);
    expect((await app.call('GET', '/sources/auth-platform')).status).toBe(404);
    expect((await app.call('DELETE', '/sources/auth-platform')).status).toBe(404);
    expect((await app.call('GET', `/hooks/${made.body.hook.id}`)).status).toBe(404);
    expect(await verbs('source:auth-platform')).toEqual(['source.delete', 'source.put', 'source.put']);
  });

  it('keeps a pasted secret without the white space around it, and says so', async () => {
    const token = { from: 'header:x-token', secrets: ['a-long-token'] };
    const clean = await put('pasted', { ...signed(SECRET), token });
    const dirty = await put('pasted', {
      ...signed(` ${SECRET}\n`),
      token: { ...token, secrets: ['a-long-token\r\n'] },
    });

    expect([clean.status, dirty.status]).toEqual([201, 200]);
    expect(clean.body.notes).toBeUndefined();
    expect(dirty.body.notes).toEqual([expect.stringContaining('white space')]);
    expect(dirty.body.proofs).toEqual(clean.body.proofs);
  });

  it('keeps its secrets sealed, and those left out stay', async () => {
    await put('sealed', signed(SECRET));
    const definition = async () =>
      (await app.dataSource.query(`select definition from source where name = 'sealed'`))[0].definition;
    const before = await definition();
    expect(JSON.stringify(before)).not.toContain(SECRET.slice(6));
    expect(before.verify.secrets).toHaveLength(1);

    const kept = await put('sealed', { verify: { profile: 'standard-webhooks' }, description: 'new' });
    expect(kept.body.proofs.secrets).toBe(1);
    expect((await definition()).verify.secrets).toEqual(before.verify.secrets);
  });

  it.each([
    ['nothing', {}, ''],
    ['closed and without a proof', { open: false }, ''],
    ['a profile nobody ships', { verify: { profile: 'standard-webhook', secrets: [SECRET] } }, 'verify'],
    ['a signature without a secret', { verify: { profile: 'standard-webhooks', secrets: [] } }, 'verify'],
    ['a secret that does not decode', signed('whsec_!!!!!!!!!!!!'), 'verify'],
    ['one bad secret among good ones', signed(SECRET, 'whsec_!!!!!!!!!!!!'), 'verify'],
    ['a token without a secret', { token: { from: 'header:x-token', secrets: [] } }, 'token'],
    ['an address range that is none', { ...signed(SECRET), ip: ['203.0.113.0/99'] }, 'ip'],
    ['a locator that is none', { ...signed(SECRET), event: { subject: ['xml:/a'] } }, 'event'],
    ['an unknown common type', { ...signed(SECRET), vocabulary: { 'a.b': 'user.made' } }, 'vocabulary'],
    [
      'patterns of types that contradict',
      { ...signed(SECRET), vocabulary: { 'a.*': 'user.created', '*.b': 'user.deleted' } },
      'vocabulary',
    ],
  ])('is not saved with %s', async (_, body, path) => {
    const answer = await put('unproven', body);
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid_document']);
    expect(answer.body.errors.map((fault: { path: string }) => fault.path)).toContain(path);
    expect((await app.call('GET', '/sources/unproven')).status).toBe(404);
  });

  it.each([
    ['says so in so many words', { open: true }, { open: true }],
    ['must come from a range', { ip: ['203.0.113.7'] }, { ip: ['203.0.113.7'] }],
  ])('is saved without keys when it %s', async (_, body, proofs) => {
    const answer = await put('keyless', body);
    expect(answer.body.proofs).toEqual(proofs);
  });

  it('says what types of its mean in common, and loses that when it is left out', async () => {
    const vocabulary = { 'account.opened': 'user.created', 'acme.*.closed': 'user.deleted' };
    expect((await put('named', { ...signed(SECRET), vocabulary })).body.vocabulary).toEqual(vocabulary);
    expect((await app.call('GET', '/sources/named')).body.vocabulary).toEqual(vocabulary);
    expect((await put('named', signed(SECRET))).body).not.toHaveProperty('vocabulary');
  });

  it.each([[['user.created']], ['user.created'], [{ 'a.b': 7 }], [{ '': 'user.created' }], [null]])(
    'does not take %j for a vocabulary',
    async (vocabulary) => {
      const answer = await put('named', { ...signed(SECRET), vocabulary });
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0].path).toBe('vocabulary');
    },
  );

  it('cannot be called anything', async () => {
    for (const name of ['a%20b', '-a', 'a%2Fb', 'x'.repeat(101)]) {
      expect((await put(name, { open: true })).status).toBe(400);
    }
  });

  it('is disabled and enabled through its hook', async () => {
    const { body } = await put('switched', { open: true });
    expect((await app.call('POST', '/sources/switched/disable')).body.enabled).toBe(false);
    expect((await app.call('GET', `/hooks/${body.hook.id}`)).body.enabled).toBe(false);
    expect((await put('switched', { open: true, description: 'new' })).body.enabled).toBe(false);
    expect((await app.call('POST', '/sources/switched/enable')).body.enabled).toBe(true);
    expect((await app.call('POST', '/sources/nothing/enable')).status).toBe(404);
  });

  it('belongs to no namespace: a limited token reads it and changes nothing', async () => {
    const token = await app.token('author', ['acme']);
    const { body } = await put('shared', { open: true });
    expect((await app.call('GET', '/sources/shared', undefined, { token })).status).toBe(200);
    expect((await app.call('PUT', '/sources/shared', { open: true }, { token })).status).toBe(403);
    expect((await app.call('DELETE', '/sources/shared', undefined, { token })).status).toBe(403);
    expect((await app.call('POST', '/sources/shared/disable', undefined, { token })).status).toBe(403);
    expect((await app.call('POST', `/hooks/${body.hook.id}/disable`, undefined, { token })).status).toBe(403);
  });
});

describe('the list of sources', () => {
  it('is read page by page by name, and stays whole while others are added', async () => {
    const names = ['page-a', 'page-c', 'page-e'];
    for (const name of names) {
      await put(name, { open: true });
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? 'limit=2' : `limit=2&cursor=${cursor}`;
      const { body } = await app.call('GET', `/sources?${query}`);
      seen.push(...body.items.map(({ name }: { name: string }) => name));
      await put('page-0', { open: true });
      cursor = body.next;
    }
    expect(seen.filter((name) => names.includes(name))).toEqual(names);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('of profiles has every preset, with its title', async () => {
    const { body } = await app.call('GET', '/profiles');
    expect(body.items.length).toBeGreaterThan(20);
    expect(body.items).toContainEqual(
      expect.objectContaining({ name: 'standard-webhooks', title: 'Standard Webhooks v1 (HMAC)' }),
    );
  });
});

describe('a hook', () => {
  it('names its owner, a source or a trigger, within reach', async () => {
    const { body: source } = await put('hooked', { open: true });
    const trigger = '  - id: hook\n    type: webhook\n    open: true\n';
    const { body } = await app.call('PUT', '/workflows', document('hooked', 'acme.identity', trigger), YAML);
    const [hook] = body.workflow.hooks;
    expect(hook.url).toMatch(/^https:\/\/signet\.example\.com\/hooks\/[0-9a-f]{64}$/);
    expect((await app.call('GET', `/hooks/${source.hook.id}`)).body.owner).toEqual({
      kind: 'source',
      source: 'hooked',
    });
    expect((await app.call('GET', `/hooks/${hook.id}`)).body.owner).toEqual({
      kind: 'workflow',
      namespace: 'acme.identity',
      workflow: 'hooked',
      trigger: 'hook',
    });
    const stranger = await app.token('author', ['acme.billing']);
    expect((await app.call('GET', `/hooks/${hook.id}`, undefined, { token: stranger })).status).toBe(404);
    const near = await app.token('author', ['acme']);
    const off = await app.call('POST', `/hooks/${hook.id}/disable`, undefined, { token: near });
    expect(off.body.enabled).toBe(false);
    expect(await verbs('workflow:acme.identity/hooked')).toEqual(['trigger.disable', 'workflow.apply']);
    const list = await app.call('GET', '/hooks?limit=200', undefined, { token: stranger });
    const ids = list.body.items.map(({ id }: { id: string }) => id);
    expect(ids).toContain(source.hook.id);
    expect(ids).not.toContain(hook.id);
  });

  it('shows what arrived there, accepted or refused, newest first', async () => {
    const { body } = await put('delivered', { open: true });
    const insert = (table: string, columns: string, values: string) =>
      app.dataSource.query(`insert into ${table} (id, tenant, hook_id, ${columns}) values ${values}`, [
        body.hook.id,
      ]);
    await insert(
      'event',
      'delivery_id, bytes, body, headers, parameters',
      `('019aa5f0-0000-7000-8000-000000000001', 'main', $1, '019aa5f0-0000-7000-8000-000000000001', 92, '{}', '{}', '{}'),
       ('019aa5f0-0000-7000-8000-000000000002', 'main', $1, '019aa5f0-0000-7000-8000-000000000001', 92, '{}', '{}', '{}')`,
    );
    await insert(
      'delivery_log',
      'outcome, reason, status, method, bytes',
      `('019aa5f0-0000-7000-8000-000000000003', 'main', $1, 'refused', 'bad_signature', 401, 'POST', 10)`,
    );
    const list = async (query: string) =>
      (await app.call('GET', `/hooks/${body.hook.id}/deliveries${query}`)).body;
    const all = await list('');
    expect(all.items).toMatchObject([
      { outcome: 'refused', reason: 'bad_signature', status: 401, eventId: null },
      { outcome: 'accepted', reason: null, eventId: '019aa5f0-0000-7000-8000-000000000001' },
    ]);
    const outcomes = async (query: string) =>
      (await list(query)).items.map(({ outcome }: { outcome: string }) => outcome);
    expect(await outcomes('?outcome=accepted')).toEqual(['accepted']);
    expect(await outcomes('?outcome=refused')).toEqual(['refused']);
    const first = await list('?limit=1');
    expect(await outcomes(`?limit=1&cursor=${first.next}`)).toEqual(['accepted']);
  });
});
