import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminApp, startAdminApp } from './admin-app.js';
import { document } from './admin-ledger.js';

const YAML = { headers: { 'content-type': 'application/yaml' } };

let app: AdminApp;
beforeAll(async () => {
  app = await startAdminApp();
});
afterAll(async () => {
  await app?.stop();
});

const put = (text: string, path = '/workflows') => app.call('PUT', path, text, YAML);

describe('a workflow', () => {
  it('is created, found unchanged, updated, and keeps the text as it was sent', async () => {
    const text = document('first');
    const made = await put(text);
    expect([made.status, made.body.outcome]).toEqual([201, 'created']);
    expect(made.body.workflow).toMatchObject({
      namespace: 'acme.identity',
      id: 'first',
      enabled: true,
      revision: 1,
      hooks: [],
      labels: { team: 'identity' },
      text,
    });
    const same = await put(text);
    expect([same.status, same.body.outcome]).toEqual([200, 'unchanged']);
    const changed = await put(`description: new\n${text}`);
    expect([changed.status, changed.body.outcome, changed.body.workflow.revision]).toEqual([
      200,
      'updated',
      2,
    ]);
    const { body: revisions } = await app.call('GET', '/workflows/acme.identity/first/revisions?limit=1');
    expect(revisions.items).toMatchObject([{ number: 2, createdBy: 'token:admin' }]);
    const { body: older } = await app.call(
      'GET',
      `/workflows/acme.identity/first/revisions?cursor=${revisions.next}`,
    );
    expect(older).toMatchObject({ items: [{ number: 1 }], next: null });
    for (const key of ['abc', '0', '-1', '1e3', '99999999999']) {
      const cursor = Buffer.from(key).toString('base64url');
      const path = `/workflows/acme.identity/first/revisions?cursor=${cursor}`;
      expect((await app.call('GET', path)).status).toBe(400);
    }
    expect((await app.call('GET', '/workflows/acme.identity/first/revisions/1')).body.text).toBe(text);
    for (const number of ['3', '0', 'x', '99999999999']) {
      expect((await app.call('GET', `/workflows/acme.identity/first/revisions/${number}`)).status).toBe(404);
    }
    const { body: audit } = await app.call('GET', '/audit-entries?verb=workflow.apply');
    expect(audit.items).toMatchObject([
      { subject: 'workflow:acme.identity/first', details: { outcome: 'updated', revision: 2 } },
      { subject: 'workflow:acme.identity/first', details: { outcome: 'created', revision: 1 } },
    ]);
  });

  it('may be sent as JSON', async () => {
    const json = JSON.stringify({
      id: 'json',
      namespace: 'acme',
      tasks: [{ id: 'a', type: 'audit.log', message: 'x' }],
    });
    const answer = await app.call('PUT', '/workflows', json, {
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(201);
    expect(answer.body.workflow.text).toBe(json);
  });

  it('with faults is not saved, and every fault has its place and a suggestion', async () => {
    const text = document('faulty').replace('type: user.update', 'type: user.updat');
    const answer = await put(text);
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid_document']);
    expect(answer.body.faults).toContainEqual(
      expect.objectContaining({
        path: 'tasks[0].type',
        line: 11,
        column: 11,
        suggestion: 'user.update',
      }),
    );
    expect((await app.call('GET', '/workflows/acme.identity/faulty')).status).toBe(404);
    const valid = await app.call('POST', '/workflows/validate', text, YAML);
    expect(valid.body).toEqual({ valid: false, faults: answer.body.faults, warnings: [] });
  });

  it('that asks for a profile nobody ships has a fault there', async () => {
    const trigger = `  - id: hook
    type: webhook
    verify: { profile: standard-webhook, secrets: ["{{ secret('KEY') }}"] }
`;
    const answer = await app.call(
      'POST',
      '/workflows/validate',
      document('x', 'acme.identity', trigger),
      YAML,
    );
    expect(answer.body.faults).toMatchObject([
      { path: 'triggers[1].verify.profile', line: 11, suggestion: 'standard-webhooks' },
    ]);
  });

  it.each([
    ['cloudevents', '', 'triggers[1].verify.profile', 'lacks "origins"'],
    [
      'cloudevents',
      ', config: { origins: [idp.example], rate: "120\\r\\nx: y" }',
      'triggers[1].verify.config',
      'cannot be sent in a header',
    ],
  ])('that could not use the profile %s%s has a fault there', async (profile, config, path, message) => {
    const trigger = `  - id: hook
    type: webhook
    verify: { profile: ${profile}, secrets: ["{{ secret('KEY') }}"]${config} }
`;
    const answer = await put(document('unusable', 'acme.identity', trigger));
    expect(answer.status).toBe(422);
    expect(answer.body.faults).toMatchObject([
      { path, line: 11, message: expect.stringContaining(message) as string },
    ]);
  });

  it('is validated without being saved', async () => {
    const answer = await app.call('POST', '/workflows/validate', document('unsaved'), YAML);
    const warnings = [
      { path: 'triggers[0].source', message: expect.stringContaining("no source 'auth-platform'") },
    ];
    expect(answer.body).toMatchObject({ valid: true, faults: [], warnings });
    expect((await app.call('GET', '/workflows/acme.identity/unsaved')).status).toBe(404);
  });

  it('must be the one of the address', async () => {
    expect((await put(document('named'), '/workflows/acme.identity/other')).status).toBe(400);
    expect((await put(document('named'), '/workflows/acme.identity/named')).status).toBe(201);
  });

  it.each(['text/html', 'application/octet-stream', ''])('is not read out of %s', async (type) => {
    const headers = { 'content-type': type };
    const answer = await app.call('PUT', '/workflows', document('typed'), { headers });
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_media_type']);
  });

  it('is disabled, enabled, deleted and made again with the same hooks', async () => {
    const trigger = '  - id: hook\n    type: webhook\n    open: true\n';
    const text = document('switched', 'acme.identity', trigger);
    const { body } = await put(text);
    const path = '/workflows/acme.identity/switched';
    expect((await app.call('POST', `${path}/disable`)).body.enabled).toBe(false);
    expect((await app.call('POST', `${path}/enable`)).body.enabled).toBe(true);
    expect((await app.call('DELETE', path)).status).toBe(204);
    for (const [method, end] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/enable'],
      ['GET', '/revisions'],
      ['POST', '/trigger'],
    ] as const) {
      const answer = await app.call(method, `${path}${end}`, end === '/trigger' ? {} : undefined);
      expect([end, answer.status]).toEqual([end, 404]);
    }
    const again = await put(text);
    expect([again.status, again.body.outcome]).toEqual([201, 'created']);
    expect(again.body.workflow.hooks).toEqual(body.workflow.hooks);
    const without = await put(document('switched'));
    expect(without.body.workflow.hooks).toEqual([]);
  });

  it('is started by hand with what was given, and the deed is written down', async () => {
    await put(document('started'));
    const token = await app.token('ingest');
    const body = { event: 'user.created', userId: '12345', metadata: { role: 'admin', source: 'app' } };
    const given = { type: 'user.created', subject: '12345', body, externalId: 'evt-1' };
    const answer = await app.call('POST', '/workflows/acme.identity/started/trigger', given, { token });
    expect([answer.status, answer.body]).toEqual([202, { event: 'event-id', executions: ['execution-id'] }]);
    expect(app.triggered.at(-1)).toMatchObject({ workflow: { name: 'started', revision: 1 }, input: given });
    const { body: audit } = await app.call('GET', '/audit-entries?verb=workflow.trigger');
    expect(audit.items[0]).toMatchObject({ actor: 'token:a-ingest', details: { event: 'event-id' } });
    const wrong = await app.call('POST', '/workflows/acme.identity/started/trigger', { type: null });
    expect(wrong.body.errors).toMatchObject([{ path: 'type' }, { path: 'type' }]);
  });

  it('is out of reach of a token of another namespace, not of one above', async () => {
    await put(document('reached'));
    const path = '/workflows/acme.identity/reached';
    const stranger = await app.token('author', ['acme.id', 'acme.identity.sub']);
    const near = await app.token('author', ['acme']);
    for (const [method, end] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/disable'],
      ['GET', '/revisions'],
      ['GET', '/revisions/1'],
    ] as const) {
      const answer = await app.call(method, `${path}${end}`, undefined, { token: stranger });
      expect([end, answer.status]).toEqual([end, 403]);
    }
    const refused = await app.call('PUT', '/workflows', document('reached'), { ...YAML, token: stranger });
    expect(refused.status).toBe(403);
    expect((await app.call('GET', path, undefined, { token: near })).status).toBe(200);
    const list = async (token: string) =>
      (await app.call('GET', '/workflows?limit=200', undefined, { token })).body.items.length;
    expect(await list(stranger)).toBe(0);
    expect(await list(near)).toBeGreaterThan(0);
  });
});

describe('the list of workflows', () => {
  it('goes by namespace and id, a page at a time, without texts', async () => {
    await put(document('b', 'zzz'));
    await put(document('a', 'zzz'));
    await put(document('c', 'zzz.sub'));
    const token = await app.token('auditor', ['zzz']);
    const first = await app.call('GET', '/workflows?limit=2', undefined, { token });
    const next = await app.call('GET', `/workflows?limit=2&cursor=${first.body.next}`, undefined, { token });
    const names = [...first.body.items, ...next.body.items].map((w) => `${w.namespace}/${w.id}`);
    expect(names).toEqual(['zzz/a', 'zzz/b', 'zzz.sub/c']);
    expect(next.body.next).toBeNull();
    expect(first.body.items[0]).not.toHaveProperty('text');
  });
});
