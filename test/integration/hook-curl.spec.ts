/** Ready commands are run, by a shell, against the server they were made for. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Endpoint } from '../../src/intake/verification/verifier.js';
import { presets } from '../fixtures/senders/request.js';
import { endpointsOf } from '../fixtures/senders/vectors.js';
import { ADMIN_TOKEN, anApi, aToken } from '../support/an-api.js';
import type { Api } from '../support/an-api.js';
import { statusOf } from '../support/a-shell.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { freePort } from '../support/ports.js';

let signet: TestSignet;
let api: Api;

beforeAll(async () => {
  signet = await startTestSignet({
    env: { ROLE: 'web', PORT: String(await freePort()), ADMIN_TOKEN, WAIT_MS: '1000' }, // no worker answers
  });
  api = anApi(signet);
  await api('PUT', '/environments/staging', {});
});
afterAll(() => signet?.stop());

const workflow = (id: string, trigger: string): string => `
id: ${id}
namespace: acme
triggers:
  - id: hook
    type: webhook
${trigger.replaceAll(/^(?=.)/gm, '    ')}
tasks:
  - { id: seen, type: log, message: '{{ trigger.type }}' }
`;

async function deployed(id: string, trigger: string, environment = 'production'): Promise<string> {
  const { status, body } = await api('PUT', `/workflows?environment=${environment}`, workflow(id, trigger));
  expect([status, body.faults ?? []]).toEqual([201, []]);
  return `/workflows/acme/${id}/triggers/hook`;
}

const hasSecrets = ({ secrets, config }: Endpoint): boolean =>
  secrets.length > 0 && !JSON.stringify(config).includes('pem');

/** Senders that sign with a key of their own, whatever secret there is besides. */
const PRIVATE = ['ms-graph-rich', 'ssf', 'standard-webhooks-v1a', 'generic-ed25519'];

const shared = [...presets.keys()].flatMap((preset) => {
  const [endpoint] = endpointsOf(preset).filter(hasSecrets);
  return endpoint && !PRIVATE.includes(preset) ? [[preset, endpoint] as const] : [];
});

/** Makes a source whose settings name its own hook where they name one. */
async function aSourceOf(preset: string, { secrets, config }: Endpoint): Promise<string> {
  const path = `/sources/of-${preset}`;
  const long = secrets.map((secret) => (secret.length < 8 ? `${secret}-and-longer` : secret));
  const made = await api('PUT', path, { verify: { profile: preset, secrets: long, config } });
  const text = JSON.stringify(config).replaceAll(
    /https:\/\/hooks\.example\.com\/[\w/]*/g,
    made.body.hook.url,
  );
  await api('PUT', path, { verify: { profile: preset, config: JSON.parse(text) as object } });
  return path;
}

describe('the command for a source', () => {
  it.each(shared)('of the profile %s is accepted when a shell runs it', async (preset, endpoint) => {
    const path = await aSourceOf(preset, endpoint);
    const { body } = await api('POST', `${path}/curl`, {});

    expect(body).toMatchObject({ ready: true, notes: [] });
    expect(await statusOf(body.curl)).toBeLessThan(300);
    expect(await statusOf(body.curl.replaceAll('/hooks/', '/hooks/0'))).toBe(404);
  });

  it('is there for most profiles', () => {
    expect(shared.length).toBeGreaterThan(30);
  });

  it('carries a body of your own to the byte, quotes and other letters included', async () => {
    const path = await aSourceOf('github', { secrets: ['a-secret-of-github'], config: {} });
    const own = { type: 'it\'s "here"', name: 'Zoë $HOME `id` \\ 😀' };
    const { body } = await api('POST', `${path}/curl`, { body: own, headers: { 'x-more': 'a b' } });
    expect(await statusOf(body.curl)).toBe(202);

    const [event] = await signet.rows('select body, headers from event where type = $1', [own.type]);
    expect(event).toMatchObject({ body: own, headers: { 'x-more': 'a b' } });
  });

  it('says what is missing where only a digest of the token is kept, and is good once it is put in', async () => {
    const secrets = ['the-token-0123456789'];
    await api('PUT', '/sources/by-token', {
      token: { from: 'header:authorization', scheme: 'Bearer', secrets },
    });
    const { body } = await api('POST', '/sources/by-token/curl', {});

    expect(body.ready).toBe(false);
    expect(body.notes).toEqual([expect.stringContaining('YOUR-TOKEN')]);
    expect(await statusOf(body.curl)).toBe(401);
    expect(await statusOf(body.curl.replace('YOUR-TOKEN', secrets[0]!))).toBe(202);
  });

  it.each([
    ['hanko', {}, 'private key'],
    ['aws-sns', { topicArns: ['arn:aws:sns:eu-west-1:1:a'] }, 'private key'],
  ])('of the profile %s says in a sentence that it cannot be signed here', async (profile, config, why) => {
    const [endpoint] = endpointsOf(profile);
    await api('PUT', '/sources/asymmetric', {
      verify: { profile, config: endpoint?.config ?? config },
    });
    const { status, body } = await api('POST', '/sources/asymmetric/curl', {});

    expect([status, body.ready]).toEqual([200, false]);
    expect(body.notes[0]).toMatch(new RegExp(`^It cannot be signed here: .*${why}.*\\.$`));
    expect(await statusOf(body.curl)).toBe(401);
  });
});

describe('T10 K7: the command for a trigger', () => {
  it.each([
    [
      'in a header',
      "token: { from: 'header:x-key', secrets: [\"{{ secret('KEY') }}\"] }",
      'x-key: key-of-staging-1',
    ],
    [
      'as bearer',
      "token: { from: 'header:authorization', scheme: Bearer, secrets: [\"{{ secret('KEY') }}\"] }",
      'Bearer key-of-staging-1',
    ],
    [
      'as Basic',
      "token: { from: 'header:authorization', scheme: Basic, secrets: [\"user:{{ secret('KEY') }}\"] }",
      `Basic ${Buffer.from('user:key-of-staging-1').toString('base64')}`,
    ],
  ])('carries the token %s and the environment, and is accepted there', async (_, token, shown) => {
    await api('PUT', '/secrets/acme/KEY', { value: 'key-of-production-1' });
    await api('PUT', '/secrets/acme/KEY?environment=staging', { value: 'key-of-staging-1' });
    const path = await deployed(`tokens-${shown.replaceAll(/[^a-z]/gi, '')}`, token, 'staging');
    const { body } = await api('POST', `${path}/curl`, { environment: 'staging' });

    expect(body).toMatchObject({ ready: true, notes: [] });
    expect(body.url).toContain('?environment=staging');
    expect(body.curl).toContain(shown);
    expect(await statusOf(body.curl)).toBe(202);
  });

  it('is signed when the trigger asks for a signature, beside its token', async () => {
    await api('PUT', '/secrets/acme/SIGNING', { value: `whsec_${Buffer.alloc(32, 3).toString('base64')}` });
    await api('PUT', '/secrets/acme/KEY', { value: 'key-of-production-1' });
    const path = await deployed(
      'signed',
      [
        'verify: { profile: standard-webhooks, secrets: ["{{ secret(\'SIGNING\') }}"] }',
        "token: { from: 'header:x-key', secrets: [\"{{ secret('KEY') }}\"] }",
        'ip: [127.0.0.1, 203.0.113.0/24]',
      ].join('\n'),
    );
    const { body } = await api('POST', `${path}/curl`, { body: { event: 'mine' } });

    expect(body.notes).toEqual(['It is taken from 127.0.0.1, 203.0.113.0/24 alone.']);
    expect(await statusOf(body.curl)).toBe(202);
    expect(await statusOf(body.curl)).toBe(200); // the same message again
    expect(await statusOf(body.curl.replace('mine', 'thine'))).toBe(401);
  });

  it('brings a sample of the declared parameters, or what was given in their place', async () => {
    const path = await deployed(
      'hire',
      [
        'open: true',
        'parameters:',
        '  name: { required: true }',
        '  emp_id: { type: number, required: true }',
        '  role: { from: /metadata/role, enum: [admin, member], required: true }',
        '  traceId: { in: header, from: X-Trace-Id, required: true }',
        '  dryRun: { type: boolean, in: query, required: true }',
        '  tags: { type: array, in: query, from: tag }',
      ].join('\n'),
    );
    const curl = async (asked: object) => (await api('POST', `${path}/curl`, asked)).body.curl as string;

    expect(await statusOf(await curl({}))).toBe(202);
    expect(await statusOf(await curl({ body: { name: 'John Doe' } }))).toBe(400);
    const own = { name: 'John Doe', emp_id: 33, metadata: { role: 'admin' } };
    expect(
      await statusOf(
        await curl({
          body: own,
          headers: { 'x-trace-id': 't1' },
          query: { dryRun: 'false', tag: ['a', 'b'] },
        }),
      ),
    ).toBe(202);
    const [event] = await signet.rows("select inputs from event where inputs->>'name' = 'John Doe'");
    expect(event!['inputs']).toEqual({
      name: 'John Doe',
      emp_id: 33,
      role: 'admin',
      traceId: 't1',
      dryRun: false,
      tags: ['a', 'b'],
    });
  });

  it('may be a form or a GET', async () => {
    const path = await deployed(
      'forms',
      'open: true\nparameters: { userId: { required: true }, n: { type: integer } }',
    );
    const form = await api('POST', `${path}/curl`, { form: true });
    expect(form.body.curl).toContain("'n=1&userId=example'");
    expect(await statusOf(form.body.curl)).toBe(202);

    const get = await deployed('gets', 'open: true\nparameters: { userId: { in: query, required: true } }');
    const { body } = await api('POST', `${get}/curl`, { method: 'GET' });
    expect(body.curl).not.toContain('--data');
    expect(await statusOf(body.curl)).toBe(202);
  });

  it('says so where a secret is not set, and where the trigger is off', async () => {
    const path = await deployed(
      'lost',
      "token: { from: 'header:x-key', secrets: [\"{{ secret('NOT_THERE') }}\"] }",
    );
    await api('POST', `${path}/disable`);
    const { body } = await api('POST', `${path}/curl`, {});
    expect(body.ready).toBe(false);
    expect(body.notes.join(' ')).toMatch(/is set in production.*is off in production/);
  });
});

describe('whoever asks for a command', () => {
  it('is an author or an admin, and is written down; nothing keeps the answer', async () => {
    const path = await deployed('watched', 'open: true');
    const author = await aToken(api, 'author');
    const { status, headers } = await api('POST', `${path}/curl`, {}, author);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { body } = await api('GET', '/audit-entries?limit=200');
    const deeds = body.items.filter((entry: { verb: string }) => entry.verb === 'hook.curl');
    expect(deeds).toContainEqual(
      expect.objectContaining({ actor: 'token:a-author', subject: 'workflow:acme/watched' }),
    );
    expect(JSON.stringify(deeds)).not.toMatch(/key-of|whsec|hooks\//);

    for (const role of ['operator', 'auditor', 'ingest']) {
      expect((await api('POST', `${path}/curl`, {}, await aToken(api, role))).status).toBe(403);
    }
  });

  it('reaches no other namespace, and no source from within one', async () => {
    const path = await deployed('elsewhere', 'open: true');
    const outside = await aToken(api, 'author', ['other']);
    const inside = await aToken(api, 'author', ['acme']);
    expect((await api('POST', `${path}/curl`, {}, outside)).status).toBe(403);
    expect((await api('POST', `${path}/curl`, {}, inside)).status).toBe(200);
    expect((await api('POST', '/sources/of-github/curl', {}, inside)).status).toBe(403);
  });

  describe('without the namespace that a secret lives in', () => {
    const secret = "{{ secret('ABOVE') }}";
    let inside: string;
    beforeAll(async () => {
      await api('PUT', '/secrets/acme/ABOVE', { value: 'of-the-parent-0123' });
      await api('PUT', '/secrets/acme.deep/OWN', { value: 'own-0123' });
      inside = await aToken(api, 'author', ['acme.deep']);
    });
    const curlOf = async (id: string, trigger: string, token?: string) => {
      const text = workflow(id, trigger).replace('namespace: acme', 'namespace: acme.deep');
      await api('PUT', '/workflows', text);
      return (await api('POST', `/workflows/acme.deep/${id}/triggers/hook/curl`, {}, token)).body;
    };

    it.each([
      ['header', `token: { from: 'header:x-key', secrets: ["${secret}"] }`],
      ['bearer', `token: { from: 'header:authorization', scheme: Bearer, secrets: ["${secret}"] }`],
      ['basic', `token: { from: 'header:authorization', scheme: Basic, secrets: ["${secret}"] }`],
      ['part', `token: { from: 'header:x-key', secrets: ["x${secret}"] }`],
      ['key', `key: "${secret}"`],
      ['profile', `verify: { profile: gitlab, secrets: ["${secret}"] }`],
    ])('is shown where to put it in (%s), and it is good once it stands there', async (id, trigger) => {
      const shown = await curlOf(`above-${id}`, trigger, inside);
      expect(JSON.stringify(shown)).not.toMatch(/of-the-parent|b2YtdGhlLX/);
      expect(shown.ready).toBe(false);
      expect(shown.notes).toEqual([expect.stringContaining('YOUR-TOKEN')]);

      const taken = id === 'key' ? 200 : 202;
      const whole = await curlOf(`above-${id}`, trigger);
      expect([whole.ready, await statusOf(whole.curl)]).toEqual([true, taken]);
      const value = `${id === 'part' ? 'x' : ''}of-the-parent-0123`;
      const put = id === 'basic' ? Buffer.from(value).toString('base64') : value;
      expect(await statusOf(shown.curl.replace('YOUR-TOKEN', put))).toBe(taken);
    });

    it('is given a signature made with it, and secrets that it reaches', async () => {
      const signed = await curlOf('signed', `verify: { profile: github, secrets: ["${secret}"] }`, inside);
      expect([signed.ready, await statusOf(signed.curl)]).toEqual([true, 202]);
      expect(signed.curl).not.toContain('of-the-parent');
      const own = "token: { from: 'header:x-key', secrets: [\"{{ secret('OWN') }}\"] }";
      expect(await curlOf('own', own, inside)).toMatchObject({
        ready: true,
        curl: expect.stringContaining('own-0123'),
      });
    });
  });

  it.each([
    ['an unknown environment', { environment: 'nowhere' }, 404],
    ['a path as environment', { environment: '../x' }, 404],
    ['an unknown method', { method: 'DELETE' }, 400],
    ['a header with a line break', { headers: { 'x-a': 'a\r\nx-b: c' } }, 400],
    ['a header that is none', { headers: { 'x a': 'a' } }, 400],
    ['a query that is no map', { query: ['a'] }, 400],
    ['what is not known here', { bodies: {} }, 400],
  ])('with %s is told so', async (_, asked, expected) => {
    const path = '/workflows/acme/watched/triggers/hook/curl';
    expect((await api('POST', path, asked)).status).toBe(expected);
    expect((await api('POST', '/workflows/acme/watched/triggers/none/curl', {})).status).toBe(404);
  });
});
